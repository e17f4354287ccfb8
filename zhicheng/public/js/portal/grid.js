/** 详情: all rows in one table, edited in place; its cells are the cards' own inputs once more. */

import { follow } from "./conditions.js";
import { all, fill, make, one } from "./dom.js";
import { put, valueOf } from "./fields.js";

export class Grid {
	/** @param acts.open shows a row's card; acts.copy and acts.remove as the card's own buttons; absent when read-only */
	constructor(form, rows, acts = null) {
		this.form = form;
		this.rows = rows;
		this.acts = acts;
		this.box = one(".grid-box", form);
		this.button = one('[data-act="grid"]', form);
	}

	get isOpen() {
		return !this.box.hidden;
	}

	toggle() {
		const opens = !this.isOpen;
		this.box.hidden = !opens;
		one(".rows", this.form).hidden = opens;
		this.button.setAttribute("aria-expanded", String(opens));
		this.button.textContent = opens ? "返回逐行填写" : "详情";
		if (opens) this.rows.arrange();
		this.draw();
	}

	/** Draw the rows anew, unless nobody looks. */
	draw() {
		if (!this.isOpen) return;
		const columns = all("[data-column]", this.box);
		fill(one("tbody", this.box), ...this.rows.cards().map((card, index) => this.line(card, index, columns)));
	}

	line(card, index, columns) {
		const line = make(
			"tr",
			{ "data-line": card.dataset.row },
			make("td", { "data-label": "行", text: index + 1 }),
			...columns.map((column) => this.cell(card, column, index))
		);
		if (this.acts) line.append(this.tools(card, index));
		return line;
	}

	cell(card, column, index) {
		const field = one(`[data-field="${column.dataset.column}"]`, card);
		const source = field && one("[name]", field);
		const cell = make("td", { "data-label": column.textContent });
		if (!source) {
			const output = field && one("output", field);
			cell.textContent = output ? output.textContent : "";
			return cell;
		}
		const twin = source.cloneNode(true);
		["id", "name", "aria-describedby", "list"].forEach((attribute) => twin.removeAttribute(attribute));
		twin.setAttribute("aria-label", `第 ${index + 1} 行 ${column.textContent}`);
		twin.dataset.twin = column.dataset.column;
		if (twin.tagName === "TEXTAREA") twin.rows = 1;
		put(twin, valueOf(source));
		twin.addEventListener("input", () => this.pass(twin, source, "input"));
		twin.addEventListener("change", () => this.pass(twin, source, "change"));
		cell.append(twin);
		return cell;
	}

	tools(card, index) {
		const button = (text, label, act) => {
			const made = make("button", { class: "link", type: "button", text, "aria-label": `${label}第 ${index + 1} 行` });
			made.addEventListener("click", () => act(card));
			return made;
		};
		return make(
			"td",
			{ class: "grid-tools", "data-label": "操作" },
			button("打开", "打开", this.acts.open),
			button("复制", "复制", this.acts.copy),
			button("删除", "删除", this.acts.remove)
		);
	}

	pass(twin, source, type) {
		twin.removeAttribute("aria-invalid");
		twin.removeAttribute("title");
		put(source, valueOf(twin));
		follow(source.closest(".row-card"));
		source.dispatchEvent(new Event(type, { bubbles: true }));
	}

	/** Errors stand at the cells as well. */
	mark(errors) {
		errors.forEach((error) => {
			const twin = one(`[data-line="${error.row}"] [data-twin="${error.fieldname}"]`, this.box);
			if (!twin) return;
			twin.setAttribute("aria-invalid", "true");
			twin.title = error.message;
		});
	}

	/** Into a row's first cell. */
	focus(card) {
		const twin = one(`[data-line="${card.dataset.row}"] [data-twin]`, this.box);
		if (twin) twin.focus();
	}

	/** A row that was saved for the first time has another name. */
	renamed(names) {
		Object.keys(names).forEach((key) => {
			const line = one(`[data-line="${key}"]`, this.box);
			if (line) line.dataset.line = names[key];
		});
	}
}
