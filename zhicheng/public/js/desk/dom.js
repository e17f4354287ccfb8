/** Building blocks of the case screen. */

import { make } from "../shared/elements.js";

export { button, make } from "../shared/elements.js";

/** `pairs` of label and value as a definition list; empty values show as a dash. */
export function facts(pairs, className) {
	const list = make("dl", className);
	pairs.forEach(([label, value]) => {
		const pair = make("div", "", make("dt", "", label), make("dd", "", String(value || "—")));
		list.append(pair);
	});
	return list;
}

export function table(columns, rows, className) {
	const head = make("tr", "", ...columns.map(([label]) => make("th", "", label)));
	const body = rows.map((row) =>
		make("tr", "", ...columns.map(([label, value]) => withLabel(make("td", "", value(row) || "—"), label)))
	);
	const element = make("table", className, make("thead", "", head), make("tbody", "", ...body));
	return make("div", "zc-scroll", element);
}

/** The column's name stands beside the cell where a phone shows rows as cards. */
function withLabel(cell, label) {
	cell.dataset.label = label;
	return cell;
}

/** A file to choose under our own words: the browser's would be in its own language. `files` is the input's. */
export function filePicker(label, accept) {
	const input = make("input");
	Object.assign(input, { type: "file", accept });
	input.setAttribute("aria-label", label);
	const name = make("span", "zc-file-name", "还没有选择");
	input.addEventListener("change", () => (name.textContent = input.files[0] ? input.files[0].name : "还没有选择"));
	const element = make("div", "zc-file", make("label", "btn btn-sm btn-default", label, input), name);
	return { element, input };
}

export function shortTime(value) {
	return value ? String(value).slice(0, 16) : "";
}

/** Run `work` once; the buttons stay disabled meanwhile, so that a second press finds nothing to press. */
export async function whileRunning(buttons, work) {
	const held = buttons.filter(Boolean).filter((element) => !element.disabled);
	held.forEach((element) => (element.disabled = true));
	try {
		return await work();
	} finally {
		held.forEach((element) => (element.disabled = false));
	}
}
