// Passes a request on to gunicorn and its answer back, both as streams; pages and JSON go compressed, as nginx sends them.
import http from "node:http";
import zlib from "node:zlib";

const HOP_BY_HOP = ["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "upgrade"];
const STARTING = "系统正在启动，请稍后刷新页面。\n";

function withoutHops(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/** Whole answers of text that nobody has compressed yet; a part of a file keeps its length. */
function isCompressible(request, answer) {
	const { "content-type": type = "", "content-encoding": encoding, "content-length": length = "2000" } = answer.headers;
	const asked = /\bgzip\b/.test(request.headers["accept-encoding"] || "") && request.method !== "HEAD";
	return asked && !encoding && answer.statusCode === 200 && Number(length) > 1000 && /^(text\/(html|css|plain)|application\/json)/.test(type);
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
			answer.on("error", () => response.destroy());
			const headers = withoutHops(answer.headers);
			if (!isCompressible(request, answer)) {
				response.writeHead(answer.statusCode, answer.statusMessage, headers);
				answer.pipe(response);
				return;
			}
			delete headers["content-length"];
			headers.vary = headers.vary ? `${headers.vary}, Accept-Encoding` : "Accept-Encoding";
			response.writeHead(200, { ...headers, "content-encoding": "gzip" });
			answer.pipe(zlib.createGzip()).pipe(response);
		});
		onward.on("error", () => {
			if (response.headersSent) return response.destroy();
			response.writeHead(502, { "Content-Type": "text/plain; charset=utf-8" }).end(STARTING);
		});
		response.on("close", () => onward.destroy());
		request.pipe(onward);
	};
}
