/**
 * Debian's firefox-esr by Marionette, Firefox's own remote protocol over a local socket: what geckodriver speaks to it,
 * and nothing needs to be installed for it. Messages are `length:[type, id, command, values]`.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { BASE } from "./browser.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const FOLDERS = (process.env.PATH || "").split(path.delimiter);

/** The program, or nothing where it is not installed. */
export const program = FOLDERS.map((folder) => path.join(folder, "firefox-esr")).find((file) => fs.existsSync(file));

export async function startFirefox() {
	const port = await freePort();
	const home = fs.mkdtempSync(path.join(os.tmpdir(), "firefox-"));
	const preferences = {
		"marionette.port": port,
		"browser.shell.checkDefaultBrowser": false,
		"datareporting.policy.dataSubmissionEnabled": false,
		"app.update.enabled": false,
		"browser.safebrowsing.update.enabled": false,
		"intl.accept_languages": "zh-CN",
	};
	const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
	fs.writeFileSync(path.join(home, "user.js"), lines.join("\n"));
	const options = ["--headless", "--no-remote", "--marionette", "--profile", home];
	const child = spawn(program, options, { env: { ...process.env, HOME: home, MOZ_DISABLE_CONTENT_SANDBOX: "1" }, stdio: "ignore" });
	const firefox = new Firefox(await connect(port, 60), child, home);
	await firefox.open();
	return firefox;
}

class Firefox {
	constructor(socket, child, home) {
		Object.assign(this, { socket, child, home, serial: 0, waiting: new Map(), rest: Buffer.alloc(0) });
		socket.on("data", (part) => this.take(part));
	}

	async open() {
		await this.say("WebDriver:NewSession", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
		await this.say("WebDriver:SetTimeouts", { pageLoad: 60000, script: 60000, implicit: 0 });
	}

	take(part) {
		this.rest = Buffer.concat([this.rest, part]);
		for (;;) {
			const colon = this.rest.indexOf(":");
			const length = Number(this.rest.subarray(0, colon).toString());
			if (colon < 0 || this.rest.length < colon + 1 + length) return;
			const message = JSON.parse(this.rest.subarray(colon + 1, colon + 1 + length).toString());
			this.rest = this.rest.subarray(colon + 1 + length);
			if (Array.isArray(message)) this.settle(message);
		}
	}

	settle([, id, fault, answer]) {
		const { resolve, reject } = this.waiting.get(id);
		this.waiting.delete(id);
		if (fault) reject(new Error(`${fault.error}: ${fault.message}`));
		else resolve(answer);
	}

	say(command, values = {}) {
		const id = (this.serial += 1);
		const text = JSON.stringify([0, id, command, values]);
		return new Promise((resolve, reject) => {
			this.waiting.set(id, { resolve, reject });
			this.socket.write(`${Buffer.byteLength(text)}:${text}`);
		});
	}

	go(address) {
		return this.say("WebDriver:Navigate", { url: new URL(address, BASE).href });
	}

	/** The first element that is there, and waited for. */
	async find(selector) {
		return this.until(`element ${selector}`, async () => {
			const answer = await this.say("WebDriver:FindElement", { using: "css selector", value: selector }).catch(() => null);
			return answer && answer.value[ELEMENT];
		});
	}

	async press(selector) {
		return this.say("WebDriver:ElementClick", { id: await this.find(selector) });
	}

	/** Type into a field from the start; a path into an input for files. */
	async type(selector, text, { clear = true } = {}) {
		const id = await this.find(selector);
		if (clear) await this.say("WebDriver:ElementClear", { id });
		await this.say("WebDriver:ElementSendKeys", { id, text });
	}

	async run(script, ...args) {
		return (await this.say("WebDriver:ExecuteScript", { script, args, newSandbox: false })).value;
	}

	async picture(file) {
		const { value } = await this.say("WebDriver:TakeScreenshot", { full: true });
		fs.writeFileSync(file, Buffer.from(value, "base64"));
	}

	/** Asks again where a page that is just being left or drawn refuses an answer. */
	async until(what, ask, seconds = 60) {
		let refused = "";
		for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(150)) {
			const answer = await ask().catch((fault) => void (refused = fault.message));
			if (answer) return answer;
		}
		throw new Error(`${what} did not come in ${seconds} s at ${await this.run("return location.href")} ${refused}`);
	}

	async close() {
		const ended = new Promise((resolve) => this.child.once("exit", resolve));
		await this.say("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => this.child.kill());
		this.socket.destroy();
		await Promise.race([ended, pause(10000)]);
		this.child.kill("SIGKILL");
		fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
	}
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function freePort() {
	return new Promise((resolve) => {
		const server = net.createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

async function connect(port, seconds) {
	for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(300)) {
		const socket = await new Promise((resolve) => {
			const attempt = net.connect(port, "127.0.0.1", () => resolve(attempt)).once("error", () => resolve(null));
		});
		if (socket) return socket;
	}
	throw new Error(`firefox-esr did not open its port in ${seconds} s`);
}
