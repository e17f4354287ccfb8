/** A web server of the spec's own beside the site's, so that it can be killed and started again in the middle of typing. */
import { spawn } from "node:child_process";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { serveAsset } from "../../bench/frontend/assets.mjs";
import { passTo } from "../../bench/frontend/proxy.mjs";

const COMMAND = process.env.ZHICHENG_WEB_COMMAND;
const SITES = process.env.ZHICHENG_SITES;
const PATIENCE = 60000;

export class OwnWeb {
	/** The front stays, as nginx does; only the server behind it dies. */
	async open() {
		this.port = await freePort();
		const pass = passTo(this.port);
		const assets = path.resolve(SITES, "assets");
		this.front = http.createServer((request, response) =>
			request.url.startsWith("/assets/") ? serveAsset(assets, request, response) : pass(request, response)
		);
		await new Promise((done) => this.front.listen(0, "127.0.0.1", done));
		this.url = `http://127.0.0.1:${this.front.address().port}`;
		await this.start();
	}

	async start() {
		const command = COMMAND.replace(/--bind \S+/, `--bind 127.0.0.1:${this.port}`).replace(/--workers \d+/, "--workers 1");
		this.process = spawn("/bin/sh", ["-c", `exec ${command}`], { cwd: SITES, stdio: "ignore", detached: true });
		const end = Date.now() + PATIENCE;
		while (Date.now() < end) {
			const answer = await fetch(`${this.url}/login`).catch(() => null);
			if (answer && answer.status === 200) return;
			await new Promise((done) => setTimeout(done, 200));
		}
		throw new Error("the spec's own web server does not answer");
	}

	/** As a power cut: master and workers at once, no word to anybody. */
	kill() {
		if (this.process) process.kill(-this.process.pid, "SIGKILL");
		this.process = null;
	}

	close() {
		this.kill();
		if (!this.front) return;
		this.front.closeAllConnections();
		this.front.close();
	}
}

function freePort() {
	return new Promise((done) => {
		const server = net.createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}
