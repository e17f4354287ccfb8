/** Who else has the case open: told at once where realtime runs, asked every half minute elsewhere. */

import { tell } from "./server.js";
import { make } from "./dom.js";

const EVERY = 30000;
let before = Promise.resolve();

/** One call after the other: an opening that overtook the leaving before it would be taken back by it. */
function inTurn(method, application) {
	const turn = before.then(() => tell(`presence.${method}`, { application }));
	before = turn.catch(() => {});
	return turn;
}

export class Presence {
	/** `moved()` runs when somebody else acted on the case that is still shown here. */
	constructor(application, step, moved) {
		this.application = application;
		this.step = step;
		this.moved = moved;
		this.element = make("p", "zc-note zc-presence");
		this.element.setAttribute("role", "status");
		this.element.hidden = true;
		this.heard = (news) => news.application === application && this.ask("keep_open");
	}

	start() {
		if (frappe.realtime && frappe.realtime.on) frappe.realtime.on("zhicheng_case_open", this.heard);
		this.timer = setInterval(() => !document.hidden && this.ask("keep_open"), EVERY);
		return this.ask("open_case");
	}

	async ask(method) {
		const now = await inTurn(method, this.application).catch(() => null);
		if (!now || this.stopped) return;
		this.show(now.others);
		if (now.step !== this.step) {
			this.stop();
			this.moved();
		}
	}

	show(others) {
		const names = others.map((row) => `${row.name}（${row.unit_name}，${row.since} 打开）`).join("、");
		this.element.textContent = others.length ? `${names}也打开了这份申报，办理前请互相知会；以先办理的为准。` : "";
		this.element.hidden = !others.length;
	}

	stop({ leaving = false } = {}) {
		this.stopped = true;
		clearInterval(this.timer);
		if (frappe.realtime && frappe.realtime.off) frappe.realtime.off("zhicheng_case_open", this.heard);
		if (leaving) inTurn("release", this.application).catch(() => {});
	}
}
