/** One way to talk to our own endpoints: a refusal arrives as a sentence. */

const BASE = "/api/method/zhicheng.api.";
let token = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
	constructor(sentence, type, data) {
		super(sentence);
		this.type = type;
		this.data = data || {};
	}
}

export async function tell(method, values) {
	try {
		return await post(method, values);
	} catch (refused) {
		// logged in again in another window: this page only needs the new session's token
		if (refused.type === "CSRFTokenError" && (await renewToken())) return post(method, values);
		throw refused;
	}
}

function post(method, values) {
	return answerOf(
		fetch(BASE + method, {
			method: "POST",
			credentials: "same-origin",
			headers: { ...headers(), "Content-Type": "application/json" },
			body: JSON.stringify(values),
		})
	);
}

/** Take the token of the session that is open now from this very page. */
async function renewToken() {
	const answer = await fetch(location.href, { credentials: "same-origin" });
	const meta = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector('meta[name="csrf-token"]');
	if (!meta || meta.content === token) return false;
	token = meta.content;
	return true;
}

/** Send one file with progress from 0 to 1. */
export function sendFile(method, values, file, onProgress) {
	const body = new FormData();
	Object.entries(values).forEach(([key, value]) => body.append(key, value));
	body.append("file", file, file.name);
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", BASE + method);
		Object.entries(headers()).forEach(([key, value]) => request.setRequestHeader(key, value));
		request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
		request.onerror = () => reject(offline());
		request.onload = () => {
			const data = parse(request.responseText, {});
			if (request.status < 300) resolve(data.message);
			else reject(refusal(data, request.status));
		};
		request.send(body);
	});
}

/** 退出. */
export function leave() {
	return fetch("/api/method/logout", { method: "POST", credentials: "same-origin", headers: headers() });
}

/** Where to log in again without leaving this page. */
export const loginAddress = () => `/login?redirect-to=${encodeURIComponent("/portal")}`;

/** A mark for one opened page: a repeated press carries the same one and gets the first answer. */
export function newToken() {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join("");
}

function headers() {
	return { Accept: "application/json", "X-Frappe-CSRF-Token": token };
}

async function answerOf(request) {
	let response;
	try {
		response = await request;
	} catch (error) {
		throw offline();
	}
	const data = parse(await response.text(), {});
	if (response.ok) return data.message;
	throw refusal(data, response.status);
}

function offline() {
	return new Refused("连不上服务器，您填写的内容还在本页。请检查网络后再试一次。", "Offline");
}

function refusal(data, status) {
	if (isOver(data, status)) {
		const sentence = "登录已过期，填写的内容还在本页。请在新窗口重新登录，再回到本页保存。";
		return new Refused(sentence, "SessionExpired", data);
	}
	return new Refused(sentenceOf(data, status), data.exc_type || "", data);
}

/** The session has ended: said by the server, or nobody is logged in any more. */
function isOver(data, status) {
	const isGuest = !/(^|;\s*)user_id=(?!Guest)/.test(document.cookie);
	return status === 401 || Boolean(data.session_expired) || (status === 403 && isGuest);
}

function sentenceOf(data, status) {
	const said = parse(data._server_messages, [])
		.map((item) => plain((typeof item === "string" ? parse(item, {}) : item).message))
		.filter(Boolean);
	if (said.length) return said.join("\n");
	if (status === 413) return "文件太大，服务器不接收。请压缩后再上传。";
	if (status === 403) return "您没有办理这一步的权限，请刷新页面后再看。";
	return "没有办成，内容没有变化。请稍后再试；多次不成请点击右上角“帮助”联系技术支持。";
}

function parse(text, otherwise) {
	try {
		return text ? JSON.parse(text) : otherwise;
	} catch (error) {
		return otherwise;
	}
}

function plain(html) {
	return new DOMParser().parseFromString(html || "", "text/html").body.textContent.trim();
}
