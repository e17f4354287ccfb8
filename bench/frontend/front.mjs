// What nginx is in production: one address for the browser. /assets from the folder, /socket.io here, the rest to gunicorn.
// node front.mjs, in a sites folder; ports and redis come from its common_site_config.json.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { serveAsset } from "./assets.mjs";
import { attachRealtime } from "./realtime.mjs";

const config = JSON.parse(fs.readFileSync("common_site_config.json", "utf8"));
const assets = path.resolve("assets");
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"];

function withoutHops(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function pass(request, response) {
	const onward = http.request({
		host: "127.0.0.1",
		port: config.gunicorn_port,
		method: request.method,
		path: request.url,
		// The real address, never one the client claims: the site counts log-in failures by it.
		headers: { ...withoutHops(request.headers), "x-forwarded-for": request.socket.remoteAddress, "x-forwarded-proto": "http" },
		agent: false,
	});
	onward.on("response", (answer) => {
		response.writeHead(answer.statusCode, answer.statusMessage, withoutHops(answer.headers));
		answer.on("error", () => response.destroy()).pipe(response);
	});
	onward.on("error", () => {
		if (response.headersSent) return response.destroy();
		response.writeHead(502, { "Content-Type": "text/plain; charset=utf-8" }).end("系统正在启动，请稍后刷新页面。\n");
	});
	response.on("close", () => onward.destroy());
	request.pipe(onward);
}

const server = http.createServer((request, response) => {
	if (!request.url.startsWith("/assets/")) return pass(request, response);
	serveAsset(assets, request, response).catch((error) => {
		console.error(`${request.url}: ${error}`);
		response.destroy();
	});
});
server.requestTimeout = 0; // gunicorn has its own limit; a large upload over a slow line may take its time
await attachRealtime(server, config);
server.listen(config.webserver_port, "127.0.0.1", () => console.log(`http://127.0.0.1:${config.webserver_port}`));
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => process.exit(0));
