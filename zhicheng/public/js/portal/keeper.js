/** Saves a section by itself: a moment after the last word, never two requests at once, again when the server is back. */

const PAUSE = 2500;
const AFTER_FIELD = 500;
const LONGEST = 15000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 30000;

export class Keeper {
	/**
	 * @param section.isDirty()     something differs from the server
	 * @param section.send(manual)  one request; throws what the server refused
	 * @param section.away(refused) the server cannot be reached or the log-in is over
	 * @param section.refused(refused) the server said no to the whole section
	 */
	constructor(section) {
		this.section = section;
		this.running = null;
		this.retry = 0;
		window.addEventListener("online", () => this.soon());
		document.addEventListener("visibilitychange", () => document.hidden && this.now());
		window.addEventListener("pagehide", () => this.now());
	}

	/** Typed: wait until the fingers rest, but not for ever. */
	later() {
		this.since = this.since || Date.now();
		this.plan(Math.min(PAUSE, Math.max(0, LONGEST - (Date.now() - this.since))));
	}

	/** A field was left, or the line is back. */
	soon() {
		if (this.section.isDirty()) this.plan(AFTER_FIELD);
	}

	now() {
		if (this.section.isDirty() && !this.running) this.save(false);
	}

	plan(wait) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.save(false), wait);
	}

	/** True when the request went through. A second call waits for the first. */
	async save(manual) {
		clearTimeout(this.timer);
		while (this.running) {
			if (!manual) {
				this.plan(AFTER_FIELD);
				return false;
			}
			await this.running;
		}
		this.since = 0;
		this.running = this.once(manual);
		const went = await this.running;
		this.running = null;
		return went;
	}

	async once(manual) {
		try {
			await this.section.send(manual);
			this.retry = 0;
			return true;
		} catch (refused) {
			if (!isAway(refused)) {
				this.section.refused(refused);
				return false;
			}
			this.section.away(refused, manual);
			if (refused.type !== "SessionExpired") this.again();
			return false;
		}
	}

	again() {
		this.retry = Math.min(this.retry ? this.retry * 2 : FIRST_RETRY, LAST_RETRY);
		this.plan(this.retry);
	}
}

const isAway = (refused) => ["Offline", "SessionExpired"].includes(refused.type);
