/** Opinions that the server could not take stay in this browser, per person, case and stage; they go when he logs out. */

import { guarded } from "./storage.js";

const PREFIX = "zhicheng:opinion:";
const LONGEST = 14 * 24 * 3600 * 1000;

export class DeviceDraft {
	constructor(user, application, stage) {
		this.key = `${PREFIX}${user}:${application}:${stage}`;
	}

	/** False when this browser forbids storage or has no room. */
	keep(values) {
		return guarded(() => localStorage.setItem(this.key, JSON.stringify({ values, at: Date.now() })) === undefined, false);
	}

	/** {values, at}, or null. */
	read() {
		return guarded(() => JSON.parse(localStorage.getItem(this.key)), null);
	}

	drop() {
		guarded(() => localStorage.removeItem(this.key));
	}
}

/** What belongs to somebody else, or to nobody any more, goes; without a user, everything. */
export function forgetDrafts(user = "") {
	const own = (key) => user && key.startsWith(`${PREFIX}${user}:`);
	const isOld = (key) => !(Date.now() - JSON.parse(localStorage.getItem(key)).at < LONGEST);
	const keys = guarded(() => Object.keys(localStorage), []).filter((key) => key.startsWith(PREFIX));
	const gone = keys.filter((key) => !own(key) || guarded(() => isOld(key), true));
	gone.forEach((key) => guarded(() => localStorage.removeItem(key)));
}
