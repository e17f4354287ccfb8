// The slider of the log-in: dragged by mouse or finger, moved by the arrow keys, or a question in words instead.
import { say } from "./form.js";

const part = (name) => document.getElementById(name);

export class Slider {
	constructor(box) {
		this.box = box;
		this.form = part("slider-form");
		this.slide = part("slide");
		this.is_pointer = false;
		this.slide.addEventListener("input", () => this.place());
		this.slide.addEventListener("pointerdown", () => (this.is_pointer = true));
		this.slide.addEventListener("keydown", () => (this.is_pointer = false));
		// letting go of the mouse answers at once; keys go on moving until Enter
		this.slide.addEventListener("change", () => this.is_pointer && this.slide.value !== "0" && this.answer());
		this.form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.answer();
		});
		box.addEventListener("cancel", () => this.finish(null));
		box.addEventListener("click", (event) => this.press(event.target.closest("[data-slider]")));
		window.addEventListener("resize", () => box.open && this.measure());
	}

	/** Show the challenge until one answer is admitted; gives the server's answer, or null when closed. */
	solve(challenge, { renew, check }) {
		this.renew = renew;
		this.check = check;
		return new Promise((resolve, reject) => {
			this.resolve = resolve;
			this.reject = reject;
			this.is_busy = false;
			if (this.box.showModal) this.box.showModal();
			else this.box.setAttribute("open", "");
			say(part("slider-message"), "");
			this.show(challenge);
		});
	}

	show(challenge) {
		const is_sum = challenge.kind === "sum";
		this.challenge = challenge;
		part("slide-part").hidden = is_sum;
		part("sum-part").hidden = !is_sum;
		const other = this.box.querySelector("[data-slider=other]");
		other.textContent = is_sum ? other.dataset.back : other.dataset.words;
		if (is_sum) {
			part("sum-question").textContent = challenge.question;
			part("sum").value = "";
			part("sum").focus();
			return;
		}
		part("slide-background").src = challenge.background;
		part("slide-piece").src = challenge.piece;
		this.slide.max = challenge.width - challenge.size;
		this.slide.value = 0;
		this.is_pointer = false;
		this.measure();
		this.slide.focus();
	}

	/** The handle is as wide as the piece, so that both travel together. */
	measure() {
		if (this.challenge.kind === "sum") return;
		const { width, height, size, y } = this.challenge;
		const stage = part("slide-stage");
		const piece = part("slide-piece");
		stage.style.paddingTop = `${(height / width) * 100}%`;
		piece.style.width = `${(size / width) * 100}%`;
		piece.style.top = `${(y / height) * 100}%`;
		this.slide.style.setProperty("--handle", `${(stage.clientWidth * size) / width}px`);
		this.place();
	}

	place() {
		part("slide-piece").style.left = `${(this.slide.value / this.challenge.width) * 100}%`;
	}

	async press(button) {
		if (!button) return;
		const act = button.dataset.slider;
		if (act === "close") {
			this.finish(null);
			return;
		}
		const is_sum = this.challenge.kind === "sum";
		await this.fetch((act === "other") === is_sum ? "slider" : "sum");
	}

	async answer() {
		if (this.is_busy) return;
		const given = this.challenge.kind === "sum" ? part("sum").value.trim() : this.slide.value;
		if (given === "") {
			say(part("slider-message"), "请填写答案。");
			part("sum").focus();
			return;
		}
		this.is_busy = true;
		say(part("slider-message"), "");
		const { resolve } = this;
		try {
			const answer = await this.check(this.challenge.token, given);
			if (this.resolve === resolve) this.finish(answer);
		} catch (refusal) {
			if (this.resolve !== resolve) return;
			if (refusal.is_challenge) await this.fetch(this.challenge.kind, refusal.message);
			else this.fail(refusal);
		} finally {
			if (this.resolve === resolve) this.is_busy = false;
		}
	}

	async fetch(kind, sentence = "") {
		const { resolve } = this;
		try {
			const challenge = await this.renew(kind);
			if (this.resolve !== resolve) return;
			this.show(challenge);
			say(part("slider-message"), sentence);
		} catch (refusal) {
			if (this.resolve === resolve) this.fail(refusal);
		}
	}

	/** What is still under way for this opening of the box comes too late. */
	finish(answer) {
		const { resolve } = this;
		this.resolve = null;
		this.close();
		if (resolve) resolve(answer);
	}

	fail(refusal) {
		this.resolve = null;
		this.close();
		this.reject(refusal);
	}

	close() {
		if (this.box.close) this.box.open && this.box.close();
		else this.box.removeAttribute("open");
	}
}
