/** 详情: all rows in one table, edited in place; its cells are the cards' own inputs once more. */

import { all, fill, make, one } from "./dom.js";
import { put, valueOf } from "./fields.js";

export class Grid {
	constructor(form, rows) {
		this.form = form;
		this.rows = rows;
		this.box = one(".grid-box", form);
	}

	toggle(button) {
		const isOpen = this.box.hidden;
		this.box.hidden = !isOpen;
		one(".rows", this.form).hidden = isOpen;
		button.setAttribute("aria-expanded", String(isOpen));
		button.textContent = isOpen ? "返回逐行填写" : "详情";
		if (isOpen) this.draw();
	}

	draw() {
		const columns = all("[data-column]", this.box);
		const body = one("tbody", this.box);
		fill(
			body,
			...this.rows.cards().map((card, index) =>
				make(
					"tr",
					{},
					make("td", { "data-label": "行", text: index + 1 }),
					...columns.map((column) => this.cell(card, column, index))
				)
			)
		);
	}

	cell(card, column, index) {
		const field = one(`[data-field="${column.dataset.column}"]`, card);
		const source = field && one("[name]", field);
		const cell = make("td", { "data-label": column.textContent });
		if (!source) {
			cell.textContent = field ? one("output", field).textContent : "";
			return cell;
		}
		const twin = source.cloneNode(true);
		twin.removeAttribute("id");
		twin.removeAttribute("name");
		twin.removeAttribute("aria-describedby");
		twin.setAttribute("aria-label", `第 ${index + 1} 行 ${column.textContent}`);
		if (twin.tagName === "TEXTAREA") twin.rows = 1;
		put(twin, valueOf(source));
		twin.addEventListener("input", () => this.pass(twin, source));
		twin.addEventListener("change", () => this.pass(twin, source));
		cell.append(twin);
		return cell;
	}

	pass(twin, source) {
		put(source, valueOf(twin));
		source.dispatchEvent(new Event("input", { bubbles: true }));
	}
}
