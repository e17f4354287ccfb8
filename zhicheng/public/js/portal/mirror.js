/** What was typed and not yet confirmed by the server is kept in this browser, per person, case and section. */

const PREFIX = "zhicheng:";

export class Mirror {
	constructor(application, section) {
		this.key = `${PREFIX}${document.body.dataset.user}:${application}:${section}`;
	}

	keep(values) {
		write(this.key, { values, at: Date.now() });
	}

	read() {
		try {
			return JSON.parse(localStorage.getItem(this.key));
		} catch (error) {
			return null;
		}
	}

	clear() {
		try {
			localStorage.removeItem(this.key);
		} catch (error) {
			// a browser that forbids storage keeps nothing
		}
	}
}

function write(key, value) {
	try {
		localStorage.setItem(key, JSON.stringify(value));
	} catch (error) {
		// storage is full or forbidden: the page itself still holds what was typed
	}
}
