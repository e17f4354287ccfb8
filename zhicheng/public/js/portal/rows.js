/** The rows of a table section: cards that are added, copied, removed; only changed ones are sent. */

import { follow } from "./conditions.js";
import { ask } from "./dialogs.js";
import { all, one } from "./dom.js";
import { allIn, changedIn, inputsOf, put, rememberInitial } from "./fields.js";

let made = 0;

export class Rows {
	constructor(form, onChange) {
		this.form = form;
		this.list = one(".rows", form);
		this.template = one("template", form);
		this.onChange = onChange;
		this.deleted = [];
		this.cards().forEach((card) => this.prepare(card));
	}

	cards() {
		return all(".row-card", this.list);
	}

	card(name) {
		return this.cards().find((card) => card.dataset.row === name);
	}

	prepare(card) {
		follow(card);
		this.title(card);
	}

	/** The few words after 第 n 行, so that folded or long lists can be read. */
	title(card) {
		const words = inputsOf(card)
			.filter((input) => input.type !== "checkbox" && input.value)
			.slice(0, 3)
			.map((input) => (input.tagName === "SELECT" ? input.selectedOptions[0].text : input.value));
		one("[data-title]", card).textContent = words.join(" · ").slice(0, 60);
	}

	add(values = null, name = "") {
		const card = this.template.content.firstElementChild.cloneNode(true);
		const key = name || `new-${Date.now()}-${++made}`;
		rename(card, key);
		card.classList.add("is-new");
		this.list.append(card);
		rememberInitial(card);
		if (values) inputsOf(card).forEach((input) => input.name in values && put(input, values[input.name]));
		this.prepare(card);
		this.number();
		return card;
	}

	copy(card) {
		const made = this.add(allIn(card));
		this.onChange();
		return made;
	}

	async remove(card) {
		const text = "这一行的内容和附件都会删除。";
		if (!(await ask({ title: "删除一行", text, yes: "删除", danger: true }))) return;
		if (card.dataset.revision) this.deleted.push({ name: card.dataset.row, revision: card.dataset.revision });
		card.remove();
		this.number();
		this.onChange();
	}

	number() {
		const cards = this.cards();
		cards.forEach((card, index) => (one("[data-number]", card).textContent = index + 1));
		one("[data-no-rows]", this.form).hidden = cards.length > 0;
	}

	/** What the server has to hear: new rows whole, others by what changed. */
	changes() {
		const rows = [];
		this.cards().forEach((card, index) => {
			const isNew = !card.dataset.revision;
			const values = isNew ? allIn(card) : changedIn(card);
			if (isNew ? !isBlank(card) : Object.keys(values).length) {
				rows.push({ name: card.dataset.row, revision: card.dataset.revision, row_no: index + 1, values });
			}
		});
		return { rows, deleted: this.deleted };
	}

	/** The server has written: new names, revisions and order. */
	settle(answer, sent) {
		this.deleted = this.deleted.filter((row) => !sent.deleted.includes(row));
		sent.rows.forEach((row) => {
			const card = this.card(row.name);
			if (!card) return;
			inputsOf(card).forEach((input) => input.name in row.values && (input.dataset.initial = row.values[input.name]));
			if (answer.names[row.name]) rename(card, answer.names[row.name]);
			card.classList.remove("is-new");
		});
		answer.rows.forEach((row) => {
			const card = this.card(row.name);
			if (!card) return;
			card.dataset.revision = row.revision;
			this.list.append(card);
		});
		this.cards()
			.filter((card) => !card.dataset.revision)
			.forEach((card) => this.list.append(card));
		this.number();
	}

	restore(kept) {
		(kept.rows || []).forEach((row) => {
			const card = row.revision ? this.card(row.name) : null;
			if (card) inputsOf(card).forEach((input) => input.name in row.values && put(input, row.values[input.name]));
			else this.add(row.values, row.revision ? "" : row.name);
		});
		this.cards().forEach((card) => this.prepare(card));
	}
}

/** A new card that nobody typed into is not sent. */
function isBlank(card) {
	return inputsOf(card).every((input) => (input.type === "checkbox" ? input.checked : input.value) === blankOf(input));
}

const blankOf = (input) => (input.type === "checkbox" ? input.dataset.initial === "1" : input.dataset.initial);

function rename(card, name) {
	const old = card.dataset.row;
	card.dataset.row = name;
	card.id = `row-${name}`;
	all("[id], [for], [list], [aria-describedby]", card).forEach((element) => {
		["id", "for", "list", "aria-describedby"].forEach((attribute) => {
			const value = element.getAttribute(attribute);
			if (value) element.setAttribute(attribute, value.split(`f-${old}-`).join(`f-${name}-`));
		});
	});
	all("[data-proof]", card).forEach((place) => (place.dataset.row = name));
}
