// Serves /assets from a folder: compressed, kept for good where the file name carries a hash, checked again elsewhere.
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const gzip = promisify(zlib.gzip);
const TYPES = {
	".css": "text/css; charset=utf-8",
	".gif": "image/gif",
	".html": "text/html; charset=utf-8",
	".ico": "image/x-icon",
	".jpeg": "image/jpeg",
	".jpg": "image/jpeg",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".map": "application/json; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".mp3": "audio/mpeg",
	".pdf": "application/pdf",
	".png": "image/png",
	".svg": "image/svg+xml; charset=utf-8",
	".ttf": "font/ttf",
	".txt": "text/plain; charset=utf-8",
	".webp": "image/webp",
	".woff": "font/woff",
	".woff2": "font/woff2",
};
const HASHED = /\.[A-Z0-9]{8}\.(js|css)$/;
const compressed = new Map(); // file + etag -> gzipped content, made once

function fileOf(folder, url) {
	let wanted;
	try {
		wanted = path.join(folder, decodeURIComponent(url.pathname.slice("/assets/".length)));
	} catch {
		return null; // a broken % escape
	}
	return wanted.startsWith(folder + path.sep) && !wanted.includes("\0") ? wanted : null;
}

async function gzipped(file, tag, content) {
	const key = `${file} ${tag}`;
	if (!compressed.has(key)) compressed.set(key, await gzip(content));
	return compressed.get(key);
}

export async function serveAsset(folder, request, response) {
	const refuse = (status, text) => response.writeHead(status, { "Content-Type": "text/plain" }).end(`${text}\n`);
	if (!["GET", "HEAD"].includes(request.method)) return refuse(405, "method not allowed");
	const file = fileOf(folder, new URL(request.url, "http://localhost"));
	const stat = file && (await fs.stat(file).catch(() => null));
	if (!stat?.isFile()) return refuse(404, "not found");
	const tag = `"${stat.mtimeMs.toString(36)}-${stat.size.toString(36)}"`;
	const headers = {
		"Content-Type": TYPES[path.extname(file).toLowerCase()] || "application/octet-stream",
		"Cache-Control": HASHED.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
		"X-Content-Type-Options": "nosniff",
		ETag: tag,
		Vary: "Accept-Encoding",
	};
	if (request.headers["if-none-match"] === tag) return response.writeHead(304, headers).end();
	let body = await fs.readFile(file);
	const text = /^text|json|svg/.test(headers["Content-Type"]);
	if (text && body.length > 1000 && /\bgzip\b/.test(request.headers["accept-encoding"] || "")) {
		body = await gzipped(file, tag, body);
		headers["Content-Encoding"] = "gzip";
	}
	response.writeHead(200, { ...headers, "Content-Length": body.length });
	response.end(request.method === "HEAD" ? undefined : body);
}
