import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import zlib from "node:zlib";
import { serveAsset } from "../frontend/assets.mjs";
import { passTo } from "../frontend/proxy.mjs";

const opened = [];
let folder, assets, port;

async function listen(handler) {
	const server = http.createServer(handler);
	opened.push(server);
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return server.address().port;
}

function ask(target, url, { method = "GET", headers = {}, body = "" } = {}) {
	return new Promise((done, failed) => {
		const request = http.request({ host: "127.0.0.1", port: target, path: url, method, headers, agent: false }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
		});
		request.on("error", failed).end(body);
	});
}

before(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), "front-"));
	assets = path.join(folder, "assets");
	fs.mkdirSync(assets);
	fs.writeFileSync(path.join(folder, "common_site_config.json"), "secret");
	fs.writeFileSync(path.join(assets, "desk.bundle.ABCD2345.js"), "let a = 1;\n".repeat(500));
	fs.writeFileSync(path.join(assets, "图.svg"), "<svg/>");
	port = await listen((request, response) => serveAsset(assets, request, response));
});

after(() => {
	for (const server of opened) server.close();
	fs.rmSync(folder, { recursive: true });
});

test("a hashed bundle comes compressed and is kept for good", async () => {
	const answer = await ask(port, "/assets/desk.bundle.ABCD2345.js", { headers: { "accept-encoding": "gzip, br" } });

	assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
	assert.equal(answer.headers["content-type"], "text/javascript; charset=utf-8");
	assert.equal(zlib.gunzipSync(answer.body).toString(), "let a = 1;\n".repeat(500));
});

test("another file is asked for again, and answered with 304 while it is the same", async () => {
	const first = await ask(port, `/assets/${encodeURIComponent("图.svg")}`);
	const second = await ask(port, `/assets/${encodeURIComponent("图.svg")}`, { headers: { "if-none-match": first.headers.etag } });

	assert.deepEqual([first.status, first.headers["cache-control"], first.body.toString()], [200, "no-cache", "<svg/>"]);
	assert.deepEqual([second.status, second.body.length], [304, 0]);
});

test("nothing outside the folder is served", async () => {
	for (const url of ["/assets/../common_site_config.json", "/assets/..%2fcommon_site_config.json", "/assets/%2e%2e/x", "/assets/%00", "/assets/%zz", "/assets/"])
		assert.equal((await ask(port, url)).status, 404, url);
});

test("assets are only read", async () => {
	assert.equal((await ask(port, "/assets/x.js", { method: "POST" })).status, 405);
});

test("a request is passed on with its body and with the real address of the client", async () => {
	const site = await listen((request, response) => {
		request.setEncoding("utf8");
		let body = "";
		request.on("data", (part) => (body += part));
		request.on("end", () => {
			response.writeHead(201, { "set-cookie": ["a=1", "b=2"] });
			response.end(JSON.stringify({ url: request.url, host: request.headers.host, from: request.headers["x-forwarded-for"], body }));
		});
	});
	const front = await listen(passTo(site));

	const headers = { host: "zhicheng.localhost", "x-forwarded-for": "10.0.0.1" };
	const answer = await ask(front, "/api/method/x?a=%E4%B8%AD", { method: "POST", headers, body: "正文" });

	assert.equal(answer.status, 201);
	assert.deepEqual(answer.headers["set-cookie"], ["a=1", "b=2"]);
	assert.deepEqual(JSON.parse(answer.body), { url: "/api/method/x?a=%E4%B8%AD", host: "zhicheng.localhost", from: "127.0.0.1", body: "正文" });
});

test("while the site does not answer yet the page says so", async () => {
	const front = await listen(passTo(1));

	const answer = await ask(front, "/login");

	assert.equal(answer.status, 502);
	assert.match(answer.body.toString(), /系统正在启动/);
});

test("pages go compressed to who takes it, files as they are", async () => {
	const page = "<p>正文</p>".repeat(500);
	const site = await listen((request, response) => {
		const type = request.url === "/page" ? "text/html; charset=utf-8" : "application/pdf";
		response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(page), vary: "Cookie" }).end(page);
	});
	const front = await listen(passTo(site));
	const headers = { "accept-encoding": "gzip, deflate" };

	const [taken, plain, file] = [
		await ask(front, "/page", { headers }),
		await ask(front, "/page"),
		await ask(front, "/file", { headers }),
	];

	assert.deepEqual([taken.headers["content-encoding"], taken.headers.vary], ["gzip", "Cookie, Accept-Encoding"]);
	assert.equal(zlib.gunzipSync(taken.body).toString(), page);
	assert.deepEqual([plain.headers["content-encoding"], plain.body.toString()], [undefined, page]);
	assert.deepEqual([file.headers["content-encoding"], file.body.toString()], [undefined, page]);
});
