// Passes a request on to gunicorn and its answer back, both as streams.
import http from "node:http";

const HOP_BY_HOP = ["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"];
const STARTING = "系统正在启动，请稍后刷新页面。\n";

function withoutHops(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

export function passTo(port) {
	return (request, response) => {
		const onward = http.request({
			host: "127.0.0.1",
			port,
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
			response.writeHead(502, { "Content-Type": "text/plain; charset=utf-8" }).end(STARTING);
		});
		response.on("close", () => onward.destroy());
		request.pipe(onward);
	};
}
