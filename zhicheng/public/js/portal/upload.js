/**
 * One file on its way, over a line that may break: it is sent in parts, waits while the line is cut, asks the server
 * where it stands and goes on from there; also when the page was closed in between and the same file is picked again.
 */

import { guarded } from "../shared/storage.js";
import { Refused, newToken, sendFile, tell } from "./server.js";

// sent in one piece
const SMALL = 96 * 1024;
const LEAST = 64 * 1024;
const MOST = 1024 * 1024;
// a piece should take about this long: short enough to lose little, long enough to be worth a request
const FAST = 1500;
const SLOW = 8000;
const WAITS = [1, 2, 4, 8, 15, 15, 15, 30, 30, 30, 60, 60];
const STOPPED = "Stopped";

export class Upload {
	/** @param tell { progress(part), waiting(sentence) } */
	constructor(place, file, told) {
		this.place = place;
		this.file = file;
		this.told = told;
		this.sent = 0;
		this.stopped = false;
		this.mark = newToken();
		const where = [place.application, place.section, place.fieldname, place.row, place.replace].join(":");
		this.key = `zhicheng:upload:${document.body.dataset.user}:${where}:${file.name}:${file.size}:${file.lastModified}`;
	}

	/** The proof as the server has kept it. */
	async run() {
		const kept = this.file.size <= SMALL ? await this.patiently(() => this.whole()) : await this.inParts();
		write(this.key, "");
		return kept;
	}

	/** 停止: nothing of it stays on the server. */
	stop() {
		this.stopped = true;
		const token = read(this.key);
		write(this.key, "");
		if (token) tell("files.abandon_upload", { token }).catch(() => {});
	}

	whole() {
		return sendFile("files.upload", { ...this.place, mark: this.mark }, this.file, (part) => this.told.progress(part));
	}

	async inParts() {
		let stand = await this.patiently(() => this.stand());
		while (!stand.kept && stand.offset < this.file.size) {
			stand = await this.patiently(() => this.part(stand));
		}
		if (stand.kept) return stand.kept;
		this.told.progress(1);
		try {
			return await this.patiently(() => tell("files.finish_upload", { application: this.place.application, token: stand.token }));
		} catch (refused) {
			// what the server looked through and refused is gone there
			if (refused.type === "FileRefused") write(this.key, "");
			throw refused;
		}
	}

	/** Where the server stands: an upload begun earlier, or a new one. */
	async stand() {
		const token = read(this.key);
		if (token) {
			try {
				return { token, ...(await tell("files.resume_upload", { application: this.place.application, token })) };
			} catch (refused) {
				if (refused.type !== "UploadGone") throw refused;
				write(this.key, "");
			}
		}
		const begun = await tell("files.begin_upload", { ...this.place, file_name: this.file.name, size: this.file.size });
		write(this.key, begun.token);
		return begun;
	}

	async part(stand) {
		const end = Math.min(stand.offset + stand.step, this.file.size);
		const share = (part) => this.told.progress((stand.offset + part * (end - stand.offset)) / this.file.size);
		const begun = Date.now();
		const values = { token: stand.token, offset: stand.offset };
		const answer = await sendFile("files.send_part", values, this.file.slice(stand.offset, end), share);
		return { ...stand, ...answer, step: stepAfter(stand.step, Date.now() - begun) };
	}

	/** Do it, and again when the line was cut: soon at first, then more rarely, at once when the line is back. */
	async patiently(work) {
		for (let turn = 0; ; turn += 1) {
			if (this.stopped) throw new Refused("已停止上传。", STOPPED);
			try {
				return await work();
			} catch (refused) {
				if (refused.type !== "Offline" || turn >= WAITS.length) throw refused;
				this.told.waiting("网络中断，恢复后自动续传…");
				await pause(WAITS[turn] * 1000);
			}
		}
	}
}

export const isStopped = (refused) => refused.type === STOPPED;

function stepAfter(step, took) {
	if (took < FAST) return Math.min(step * 2, MOST);
	return took > SLOW ? Math.max(Math.floor(step / 2), LEAST) : step;
}

function pause(time) {
	return new Promise((resolve) => {
		const go = () => {
			clearTimeout(waiting);
			window.removeEventListener("online", go);
			resolve();
		};
		const waiting = setTimeout(go, time);
		window.addEventListener("online", go);
	});
}

const read = (key) => guarded(() => localStorage.getItem(key), "") || "";

/** Without storage an upload goes on after a cut, not after the page was closed. */
const write = (key, token) => guarded(() => (token ? localStorage.setItem(key, token) : localStorage.removeItem(key)));
