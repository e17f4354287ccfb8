// Realtime: passes what the site publishes on redis ("events") to the browsers in the rooms it names.
import { createClient } from "@redis/client";
import { Server } from "socket.io";

const hostOf = (value) => new URL(/^\w+:\/\//.test(value) ? value : `http://${value}`).hostname;
const sameHost = ({ headers }, done) => done(null, !headers.origin || hostOf(headers.origin) === hostOf(headers.host));

export async function attachRealtime(server, { gunicorn_port: port, redis_queue: url }) {
	const io = new Server(server, { allowRequest: sameHost });

	// The site answers as the user whose cookie the socket came with.
	async function ask(socket, method, args) {
		const response = await fetch(`http://127.0.0.1:${port}/api/method/frappe.realtime.${method}?${new URLSearchParams(args)}`, {
			headers: { Cookie: socket.request.headers.cookie || "", "X-Frappe-Site-Name": socket.nsp.name.slice(1) },
		});
		if (!response.ok) throw new Error(`${method}: ${response.status}`);
		return (await response.json()).message;
	}

	async function identify(socket, next) {
		try {
			socket.data = await ask(socket, "get_user_info");
			next(socket.data.user === "Guest" ? new Error("not logged in") : undefined);
		} catch (error) {
			next(error);
		}
	}

	function serve(socket) {
		const { user, user_type: userType } = socket.data;
		socket.join([`user:${user}`, "website", ...(userType === "System User" ? ["all"] : [])]);

		const joinIfAllowed = (method, args, room) => ask(socket, method, args).then((yes) => yes && socket.join(room), () => {});
		const openRoom = (doctype, docname) => `open_doc:${doctype}/${docname}`;
		async function tellViewers(doctype, docname) {
			const room = openRoom(doctype, docname);
			const users = [...new Set((await socket.nsp.in(room).fetchSockets()).map((other) => other.data.user))];
			socket.nsp.to(room).emit("doc_viewers", { doctype, docname, users });
		}

		socket.on("ping", () => socket.emit("pong"));
		socket.on("doctype_subscribe", (doctype) => joinIfAllowed("can_subscribe_doctype", { doctype }, `doctype:${doctype}`));
		socket.on("doctype_unsubscribe", (doctype) => socket.leave(`doctype:${doctype}`));
		socket.on("doc_subscribe", (doctype, docname) =>
			joinIfAllowed("can_subscribe_doc", { doctype, docname }, `doc:${doctype}/${docname}`));
		socket.on("doc_unsubscribe", (doctype, docname) => socket.leave(`doc:${doctype}/${docname}`));
		for (const kind of ["task", "progress"]) {
			socket.on(`${kind}_subscribe`, (id) => socket.join(`task_progress:${id}`));
			socket.on(`${kind}_unsubscribe`, (id) => socket.leave(`task_progress:${id}`));
		}
		socket.on("doc_open", async (doctype, docname) => {
			await joinIfAllowed("can_subscribe_doc", { doctype, docname }, openRoom(doctype, docname));
			tellViewers(doctype, docname);
		});
		socket.on("doc_close", (doctype, docname) => {
			socket.leave(openRoom(doctype, docname));
			tellViewers(doctype, docname);
		});
		socket.on("disconnecting", () => {
			for (const room of [...socket.rooms].filter((name) => name.startsWith("open_doc:"))) {
				const [doctype, ...docname] = room.slice("open_doc:".length).split("/");
				setImmediate(() => tellViewers(doctype, docname.join("/")));
			}
		});
	}

	io.of(/^\/[\w.-]+$/).use(identify).on("connection", serve);

	const redis = createClient({ url });
	redis.on("error", (error) => console.error(String(error)));
	await redis.connect();
	await redis.subscribe("events", (text) => {
		const { namespace, room, event, message } = JSON.parse(text);
		const site = io.of(`/${namespace}`);
		(room ? site.to(room) : site).emit(event, message);
	});
}
