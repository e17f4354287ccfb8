/** What stood in the section when it was opened: 取消 offers to go back to it. */

import { allIn, heldIn, inputsOf, put } from "./fields.js";

export class Opening {
	constructor(form, rows) {
		this.form = form;
		this.rows = rows;
		this.fields = rows ? null : heldIn(form);
		this.cards = rows ? new Map(rows.cards().map((card) => [card.dataset.row, heldIn(card)])) : null;
	}

	differs() {
		if (!this.rows) return isOther(allIn(this.form), this.fields);
		const now = this.rows.cards();
		return (
			now.length !== this.cards.size ||
			now.some((card) => !this.cards.has(card.dataset.row) || isOther(allIn(card), this.cards.get(card.dataset.row)))
		);
	}

	/** On the page only; the caller saves. A deleted row comes back as a new one, without its proofs. */
	restore() {
		if (!this.rows) {
			fillIn(this.form, this.fields);
			return;
		}
		this.rows.cards().forEach((card) => this.cards.has(card.dataset.row) || this.rows.take(card));
		this.cards.forEach((values, name) => {
			const card = this.rows.card(name);
			if (card) fillIn(card, values);
			else this.rows.add(values);
		});
	}
}

const isOther = (values, opened) => Object.keys(values).some((name) => values[name] !== opened[name]);

function fillIn(scope, values) {
	inputsOf(scope).forEach((input) => input.name in values && put(input, values[input.name]));
}
