/** What was typed and not yet confirmed by the server is kept in this browser, per person, case, section and window. */

import { guarded } from "../shared/storage.js";

const PREFIX = "zhicheng:typed:";
const TAB = "zhicheng:tab";

export class Mirror {
	constructor(application, section) {
		this.place = `${PREFIX}${document.body.dataset.user}:${application}:${section}:`;
		this.key = this.place + tab();
		this.adopted = [];
	}

	/** False when this browser forbids storage or has no room: then only the page itself holds it. */
	keep(values) {
		return guarded(() => localStorage.setItem(this.key, JSON.stringify({ values, at: Date.now() })) === undefined, false);
	}

	/** What this window and closed ones left behind, oldest first. */
	left() {
		const keys = guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(this.place)), []);
		this.adopted = keys;
		return keys
			.map((key) => guarded(() => JSON.parse(localStorage.getItem(key)), null))
			.filter(Boolean)
			.sort((one, other) => one.at - other.at);
	}

	clear() {
		this.adopted.concat(this.key).forEach((key) => guarded(() => localStorage.removeItem(key)));
		this.adopted = [];
	}
}

/** A window keeps its name while it is open, also over reloads. */
function tab() {
	return guarded(() => {
		const known = sessionStorage.getItem(TAB) || String(Math.random()).slice(2);
		sessionStorage.setItem(TAB, known);
		return known;
	}, "0");
}
