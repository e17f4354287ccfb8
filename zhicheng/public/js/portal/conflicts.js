/** What another window changed in the same place: the applicant says which of the two stays. */

import { fill, make, one } from "./dom.js";
import { confirm, inputOf, valueOf } from "./fields.js";

const LONGEST = 60;

export class Conflicts {
	/** @param section gives form, rows and resolved(), which is called after each choice */
	constructor(section) {
		this.section = section;
		this.box = one(".conflicts", section.form);
		this.open = new Map();
	}

	get count() {
		return this.open.size;
	}

	add(conflicts) {
		conflicts.forEach((conflict) => {
			const input = conflict.kind === "field" ? this.input(conflict) : null;
			if (conflict.kind === "field" && !input) return;
			if (input) input.dataset.conflict = "1";
			this.open.set(`${conflict.row || ""}|${conflict.fieldname || ""}`, conflict);
		});
		this.draw();
	}

	draw() {
		this.box.hidden = !this.open.size;
		fill(
			this.box,
			make("p", { class: "conflicts-title", text: "另一个窗口也改过下面的内容，请选择保留哪一个：" }),
			...Array.from(this.open, ([key, conflict]) => this.line(key, conflict))
		);
	}

	line(key, conflict) {
		const [text, mine, theirs] = this.words(conflict);
		const button = (label, isMine) => {
			const made = make("button", { class: "button button--small", type: "button", text: label });
			made.addEventListener("click", () => this.choose(key, conflict, isMine));
			return made;
		};
		return make("div", { class: "conflict" }, make("p", { text }), button(mine, true), " ", button(theirs, false));
	}

	words(conflict) {
		const card = conflict.row && this.section.rows && this.section.rows.card(conflict.row);
		const row = card ? `第 ${this.section.rows.numberOf(card)} 行` : "有一行";
		if (conflict.kind === "gone") return [`${row}已在另一个窗口中删除。`, "保留这一行", "同意删除"];
		if (conflict.kind === "changed") return ["您删除的一行，另一个窗口刚修改过。", "仍然删除", "不删除"];
		const mine = short(wordsOf(this.input(conflict)));
		const theirs = short(conflict.text || conflict.value);
		return [`${card ? row : ""}“${conflict.label}”：本页填的是“${mine}”，另一个窗口保存的是“${theirs}”。`, "用本页的", "用另一个窗口的"];
	}

	choose(key, conflict, isMine) {
		this.open.delete(key);
		const rows = this.section.rows;
		if (conflict.kind === "gone") rows.gone(conflict.row, isMine);
		else if (conflict.kind === "changed") rows.deleteAgain(conflict, isMine);
		else this.settle(this.input(conflict), conflict, isMine);
		this.draw();
		this.section.resolved();
	}

	settle(input, conflict, isMine) {
		delete input.dataset.conflict;
		if (isMine) input.dataset.initial = conflict.value;
		else confirm(input, conflict.value);
	}

	input(conflict) {
		const scope = conflict.row ? this.section.rows.card(conflict.row) : this.section.form;
		return scope && inputOf(scope, conflict.fieldname);
	}
}

function wordsOf(input) {
	if (input.type === "checkbox") return input.checked ? "是" : "否";
	return input.tagName === "SELECT" && input.selectedOptions[0] ? input.selectedOptions[0].text : valueOf(input);
}

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text || "（空）");
