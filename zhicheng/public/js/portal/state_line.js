/** The one line that says where the words are: 已保存, 正在保存, or kept in this browser. */

import { fill, make, one } from "./dom.js";

export class StateLine {
	constructor(form, retry) {
		this.place = one(".save-state", form);
		this.retry = retry;
		this.last = "";
	}

	rest() {
		this.say(this.last);
	}

	waiting() {
		this.say("有内容待保存…");
	}

	saving() {
		this.say("正在保存…");
	}

	saved(time, errors, conflicts, isMore) {
		this.last = `已保存 ${time}`;
		if (errors) this.say(`${this.last}，有 ${errors} 处填写有误没有保存，见红字`, "bad");
		else if (conflicts) this.say(`${this.last}，有 ${conflicts} 处请选择`, "bad");
		else if (isMore) this.waiting();
		else this.say(this.last, "good");
	}

	/** The server is away or the log-in is over: calm, and loud enough for a screen reader. */
	away(refused, isMirrored) {
		const kept = isMirrored === false ? "内容保留在本页，请不要关闭" : "内容保留在本机";
		if (refused.type === "SessionExpired") {
			this.say(`登录已过期，${kept}。`, "away", make("button", { class: "link", type: "button", text: "重新登录" }));
			one("button", this.place).addEventListener("click", () => this.retry());
			return;
		}
		this.say(`网络不通，${kept}，恢复后自动保存`, "away");
	}

	refused() {
		this.say("没有保存，内容保留在本机", "bad");
	}

	say(sentence, tone = "", ...more) {
		if (!this.place) return;
		// what changes with every word is not read aloud
		this.place.setAttribute("aria-live", tone === "away" || tone === "bad" ? "polite" : "off");
		this.place.className = `save-state${tone ? ` is-${tone}` : ""}`;
		fill(this.place, sentence, ...more);
	}
}
