/** 需要补正的内容 inside the dialogs of 返回修改 and 拒绝: section, row, field and what to do, line by line. */

import { ask } from "./server.js";
import { button, make } from "./dom.js";

export class CorrectionList {
	constructor(application) {
		this.application = application;
		this.places = null;
		this.lines = make("ol", "zc-fixes");
		this.add = button("＋ 添加需要补正的内容", "btn-default", () => this.append());
		this.state = make("p", "zc-quiet");
		this.state.setAttribute("role", "status");
		this.element = make("div", "zc-fix-list", make("label", "control-label", "逐项列出需要补正的内容（可选，申报人可以直接点到那一处）"), this.lines, this.add, this.state);
	}

	/** Lines with a remark or a section; an untouched line is none. */
	values() {
		return Array.from(this.lines.children, (line) => ({
			section: line.querySelector("[data-part=section]").value,
			row: line.querySelector("[data-part=row]").value,
			fieldname: line.querySelector("[data-part=field]").value,
			remark: line.querySelector("[data-part=remark]").value.trim(),
		})).filter((item) => item.section || item.remark);
	}

	/** What is missing in a line, as a sentence; empty when all is said. */
	fault() {
		const items = this.values();
		const number = items.findIndex((item) => !item.section || !item.remark) + 1;
		if (!number) return "";
		return items[number - 1].section ? `请写明第${number}条要怎样补正。` : `请选择第${number}条属于档案袋的哪一部分。`;
	}

	async append() {
		if (!this.places) {
			this.add.disabled = true;
			this.state.textContent = "正在读取材料目录…";
			try {
				this.places = await ask("correctable", { application: this.application });
				this.state.textContent = "";
			} catch (refused) {
				this.state.textContent = refused.message;
				return;
			} finally {
				this.add.disabled = false;
			}
		}
		const line = this.line();
		this.lines.append(line);
		line.querySelector("select").focus();
	}

	line() {
		const section = select("section", "档案袋的哪一部分", this.places.map((place) => [place.section, place.title]));
		const row = select("row", "哪一行", []);
		const field = select("field", "哪一项", []);
		const remark = make("textarea", "form-control");
		remark.rows = 2;
		remark.maxLength = 300;
		remark.dataset.part = "remark";
		remark.placeholder = "要怎样补正，例如：与毕业证不一致，请核对";
		remark.setAttribute("aria-label", "要怎样补正");
		const remove = button("删除", "btn-default btn-xs", () => {
			line.remove();
			this.add.focus();
		});
		remove.setAttribute("aria-label", "删除这一条");
		const line = make("li", "zc-fix", make("div", "zc-fix-place", section, row, field, remove), remark);
		section.addEventListener("change", () => this.narrow(section.value, row, field));
		this.narrow("", row, field);
		return line;
	}

	narrow(key, row, field) {
		const place = this.places.find((one) => one.section === key) || { rows: [], fields: [] };
		offer(row, "整个部分", place.rows.map((one) => [one.row, `第${one.row_no}行 ${one.title}`]));
		row.hidden = !place.rows.length;
		offer(field, "不指明哪一项", place.fields.map((one) => [one.fieldname, one.label]));
		field.hidden = !place.fields.length;
	}
}

function select(part, label, options) {
	const element = make("select", "form-control");
	element.dataset.part = part;
	element.setAttribute("aria-label", label);
	offer(element, `请选择${label}`, options);
	return element;
}

function offer(element, blank, options) {
	element.replaceChildren(...[["", blank], ...options].map(([value, label]) => new Option(label, value)));
}
