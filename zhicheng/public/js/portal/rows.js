/** The rows of a table section: cards that are added, copied, removed; only changed ones are sent. */

import { follow } from "./conditions.js";
import { ask } from "./dialogs.js";
import { all, one } from "./dom.js";
import { allIn, changedIn, inputsOf, isChanged, put, refreshIn, rememberInitial, seenIn, settleIn } from "./fields.js";
import { newToken } from "./server.js";

export class Rows {
	constructor(form, onChange) {
		this.form = form;
		this.list = one(".rows", form);
		this.template = one("template", form);
		this.onChange = onChange;
		this.deleted = [];
		this.order = null;
		this.cards().forEach((card) => this.prepare(card));
	}

	cards() {
		return all(".row-card", this.list);
	}

	card(name) {
		return this.cards().find((card) => card.dataset.row === name);
	}

	numberOf(card) {
		return this.cards().indexOf(card) + 1;
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
		// drawn by lot, so that a request that is sent twice makes one row
		rename(card, name || `new-${newToken()}`);
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
		if (!isBlank(card) && !(await ask({ title: "删除一行", text, yes: "删除", danger: true }))) return;
		this.take(card);
		this.onChange();
	}

	take(card) {
		if (card.dataset.revision) this.deleted.push({ name: card.dataset.row, revision: card.dataset.revision });
		card.remove();
		this.number();
	}

	number() {
		const cards = this.cards();
		cards.forEach((card, index) => (one("[data-number]", card).textContent = index + 1));
		one("[data-no-rows]", this.form).hidden = cards.length > 0;
	}

	/** What the server has to hear: new rows whole, others by what changed. */
	changes(calm = false) {
		const rows = [];
		this.cards().forEach((card, index) => {
			if ("gone" in card.dataset) return;
			const isNew = !card.dataset.revision;
			const values = isNew ? allIn(card) : changedIn(card, calm);
			if (isNew ? isBlank(card) : !Object.keys(values).length) return;
			rows.push({
				name: card.dataset.row,
				revision: card.dataset.revision,
				row_no: index + 1,
				values,
				seen: seenIn(card, values),
			});
		});
		return { rows, deleted: this.deleted.filter((row) => !row.asks) };
	}

	/** The server has written: new names and revisions. The cards stay where they are while somebody works in them. */
	settle(answer, sent, refused) {
		this.deleted = this.deleted.filter((row) => !sent.deleted.includes(row) || row.asks);
		sent.rows.forEach((row) => {
			let card = this.card(row.name);
			if (!card) return;
			const name = answer.names[row.name] || row.name;
			settleIn(card, row.values, refused.filter((place) => place.row === name).map((place) => place.fieldname));
			if (name !== row.name) card = this.rename(card, name);
			card.classList.remove("is-new");
		});
		answer.rows.forEach((row) => {
			const card = this.card(row.name);
			if (!card) return;
			card.dataset.revision = row.revision;
			if (row.values) refreshIn(card, row.values);
			if (row.values) this.prepare(card);
		});
		this.order = answer.rows.map((row) => row.name);
	}

	/** A request that was sent twice comes back with the name of a card that stands here already. */
	rename(card, name) {
		const twin = this.card(name);
		if (!twin) {
			rename(card, name);
			return card;
		}
		inputsOf(twin).forEach((input) => {
			const typed = inputsOf(card).find((other) => other.name === input.name);
			put(input, typed.type === "checkbox" ? (typed.checked ? "1" : "0") : typed.value);
			input.dataset.initial = typed.dataset.initial;
		});
		card.remove();
		this.number();
		return twin;
	}

	/** Put the cards in the server's order; new ones that it does not know yet come last. */
	arrange() {
		if (!this.order) return;
		this.order.map((name) => this.card(name)).forEach((card) => card && this.list.append(card));
		this.cards()
			.filter((card) => !this.order.includes(card.dataset.row))
			.forEach((card) => this.list.append(card));
		this.order = null;
		this.number();
	}

	/** Rows that another window made or deleted; an untouched one that is gone leaves the page. */
	strangers(answer) {
		const names = answer.rows.map((row) => row.name);
		this.cards()
			.filter((card) => card.dataset.revision && !names.includes(card.dataset.row))
			.filter((card) => !("gone" in card.dataset) && !inputsOf(card).some(isChanged))
			.forEach((card) => card.remove());
		this.number();
		return names.filter((name) => !this.card(name) && !this.deleted.some((row) => row.name === name)).length;
	}

	/** The row was deleted elsewhere: it stays as a new one, or leaves. */
	gone(name, stays) {
		const card = this.card(name);
		if (!stays) {
			card.remove();
		} else {
			delete card.dataset.gone;
			card.dataset.revision = "";
			all("[data-attachment]", card).forEach((proof) => proof.remove());
			rename(card, `new-${newToken()}`);
		}
		this.number();
	}

	/** The row that is to be deleted was changed elsewhere. */
	deleteAgain(conflict, goes) {
		const row = this.deleted.find((one) => one.name === conflict.row);
		if (goes) {
			row.revision = conflict.revision;
			delete row.asks;
		} else {
			this.deleted = this.deleted.filter((one) => one !== row);
		}
	}

	/** Conflicts over whole rows wait for a choice. */
	hold(conflicts) {
		conflicts.forEach((conflict) => {
			const card = conflict.kind === "gone" && this.card(conflict.row);
			if (card) card.dataset.gone = "1";
			const row = conflict.kind === "changed" && this.deleted.find((one) => one.name === conflict.row);
			if (row) row.asks = true;
		});
	}

	/** Put what this browser kept back into the cards. */
	restore(kept) {
		(kept.rows || []).forEach((row) => {
			const card = this.card(row.name);
			if (!card) {
				this.add(row.values, row.revision ? "" : row.name);
				return;
			}
			inputsOf(card).forEach((input) => {
				if (!(input.name in row.values)) return;
				put(input, row.values[input.name]);
				if (row.seen && row.seen[input.name] !== undefined) input.dataset.initial = row.seen[input.name];
			});
		});
		(kept.deleted || []).forEach((row) => {
			const card = this.card(row.name);
			if (card) this.take(card);
		});
		this.cards().forEach((card) => this.prepare(card));
	}
}

/** A new card that nobody typed into is not sent. */
function isBlank(card) {
	return !card.dataset.revision && !inputsOf(card).some(isChanged);
}

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
