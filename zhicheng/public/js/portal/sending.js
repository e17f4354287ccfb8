/** The files of one page on their way: one after the other, each with its line, its progress and its way out. */

import { make, one } from "./dom.js";
import { weight } from "./picked_file.js";
import { Upload, isStopped } from "./upload.js";

let last = Promise.resolve();
let open = 0;

// a page that closes now cuts the line: the person is asked first
window.addEventListener("beforeunload", (event) => {
	if (!open) return;
	event.preventDefault();
	event.returnValue = "";
});

export class Sending {
	/** @param done called with the proof that the server has kept */
	constructor(box, file, values, done) {
		this.file = file;
		this.done = done;
		this.bar = make("progress", { max: 100, value: 0, "aria-label": `${file.name} 上传进度` });
		this.state = make("span", { class: "sending-state" });
		this.tools = make("span", { class: "proof-actions" });
		this.line = make(
			"li",
			{ class: "sending" },
			make("span", { class: "sending-name", text: file.name }),
			make("span", { class: "muted", text: weight(file.size) }),
			this.bar,
			this.state,
			this.tools
		);
		box.append(this.line);
		this.upload = new Upload(values, file, {
			progress: (part) => this.progress(part),
			waiting: (sentence) => this.say(sentence, "warn"),
		});
	}

	/** A file that is not sent at all. */
	refuse(sentence) {
		this.bar.remove();
		this.say(sentence, "bad");
		this.offer([["移除", () => this.line.remove()]]);
	}

	/** Gives true when the server has kept it. */
	queue() {
		this.say("等待上传…");
		this.offer([["停止", () => this.stop()]]);
		open += 1;
		const turn = last.then(() => this.send());
		last = turn.catch(() => {});
		return turn;
	}

	async send() {
		try {
			if (this.upload.stopped) return false;
			this.progress(0);
			const kept = await this.upload.run();
			this.line.remove();
			this.done(kept);
			return true;
		} catch (refused) {
			if (!isStopped(refused)) this.fail(refused);
			return false;
		} finally {
			open -= 1;
		}
	}

	progress(part) {
		const percent = Math.floor(part * 100);
		this.bar.value = percent;
		this.say(part < 1 ? `正在上传 ${percent}%` : "正在检查…");
	}

	fail(refused) {
		this.say(refused.type === "Offline" ? "网络一直没有恢复，已传的部分保留着，请重试。" : refused.message, "bad");
		const leave = ["移除", () => this.stop()];
		// what was judged by its content will be judged the same again
		this.offer(refused.type === "FileRefused" ? [leave] : [["重试", () => this.queue()], leave]);
	}

	stop() {
		this.upload.stop();
		this.line.remove();
	}

	say(sentence, tone = "") {
		if (this.state.textContent === sentence) return;
		this.state.textContent = sentence;
		// read aloud when it stops or fails, not at every percent
		if (tone) this.state.setAttribute("role", "alert");
		else this.state.removeAttribute("role");
		this.state.className = `sending-state${tone ? ` is-${tone}` : ""}`;
	}

	offer(ways) {
		this.tools.textContent = "";
		ways.forEach(([word, act]) => {
			const button = make("button", { class: "link", type: "button", text: word, "aria-label": `${word}“${this.file.name}”` });
			button.onclick = act;
			this.tools.append(button);
		});
	}
}

export const sendings = (place) => one(".proof-sending", place);
