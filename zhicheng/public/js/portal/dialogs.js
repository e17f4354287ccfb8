/** The dialogs of the frame: questions and their answers. */

import { fill, make, on, one } from "./dom.js";

on(document, "click", "[data-open]", (event, button) => one(`#${button.dataset.open}`).showModal());
on(document, "click", "[data-close]", (event, button) => button.closest("dialog").close());

/** Ask before something that cannot be taken back; with `word`, it must be typed. Gives what was typed, or null. */
export function ask({ title, text, yes = "确定", danger = false, word = "" }) {
	const box = one("#ask");
	const button = one("#ask-yes");
	const typed = one("#ask-typed");
	const input = one("#ask-word");
	one("#ask-title").textContent = title;
	fill(one("#ask-text"), ...[].concat(text).map((line) => make("p", { text: line })));
	button.textContent = yes;
	button.className = danger ? "button button--danger" : "button button--main";
	typed.hidden = !word;
	one("label", typed).textContent = word ? `请输入“${word}”：` : "";
	input.value = "";
	const follow = () => (button.disabled = Boolean(word) && input.value.trim() !== word);
	follow();
	input.oninput = follow;
	box.returnValue = "";
	box.showModal();
	return new Promise((resolve) => {
		box.onclose = () => resolve(box.returnValue === "yes" ? input.value.trim() || "yes" : null);
	});
}

/** Say something that leaves nothing to choose. */
export function inform({ title, text }) {
	return choose({ title, text, choices: [{ value: "", label: "知道了", main: true }] });
}

/** Ask among several; gives the value of the pressed button, empty when the question was closed. */
export function choose({ title, text, choices }) {
	const box = make(
		"dialog",
		{ class: "box", "aria-labelledby": "choose-title" },
		make(
			"form",
			{ method: "dialog" },
			make("div", { class: "box-head" }, make("h2", { id: "choose-title", text: title }), make("button", { class: "box-close", value: "", "aria-label": "关闭", text: "×" })),
			make("div", { class: "box-body" }, ...[].concat(text).map((line) => make("p", { text: line }))),
			make("div", { class: "box-foot" }, ...choices.map(({ value, label, main }) => make("button", { class: `button${main ? " button--main" : ""}`, value, text: label })))
		)
	);
	document.body.append(box);
	box.showModal();
	const main = one(".button--main", box);
	if (main) main.focus();
	return new Promise((resolve) => {
		box.onclose = () => {
			box.remove();
			resolve(box.returnValue);
		};
	});
}
