/** The case screen by keys: next and previous dossier of one's to-do, proofs, approve. Told in its own help. */

import { make } from "./dom.js";

const KEYS = [
	["alt+n", "下一份待办", (screen) => screen.go(1)],
	["alt+p", "上一份待办", (screen) => screen.go(-1)],
	["alt+o", "打开（下一个）附件", (screen) => screen.pane && screen.pane.next()],
	["alt+k", "同意通过 / 录入评审结果", (screen) => screen.forward()],
	["alt+s", "保存意见", (screen) => screen.boxes && screen.boxes.save().catch(() => {})],
	["escape", "关闭附件", (screen) => screen.pane && screen.pane.close()],
];

/** One listener for whichever case screen is shown: `current` gives it, or nothing. */
export function listen(current) {
	document.addEventListener("keydown", (event) => {
		const screen = current();
		if (!screen || !screen.isShown || document.querySelector(".modal.show")) return;
		const found = KEYS.find(([combination]) => fits(combination, event));
		if (!found || (found[0] === "escape" && !(screen.pane && screen.pane.isOpen))) return;
		event.preventDefault();
		event.stopPropagation();
		found[2](screen);
	}, true);
}

function fits(combination, event) {
	if (combination === "escape") return event.key === "Escape";
	// by the place of the key: with Alt a Mac gives another sign
	const letter = combination.slice(-1).toUpperCase();
	return event.altKey && !event.ctrlKey && !event.metaKey && event.code === `Key${letter}`;
}

export function showKeys() {
	const rows = KEYS.map(([keys, what]) => {
		const said = keys === "escape" ? "Esc" : `Alt + ${keys.slice(-1).toUpperCase()}`;
		return make("tr", "", make("td", "", make("kbd", "", said)), make("td", "", what));
	});
	const dialog = new frappe.ui.Dialog({ title: "快捷键" });
	dialog.$body.append(make("table", "zc-keys", make("tbody", "", ...rows)));
	dialog.show();
}
