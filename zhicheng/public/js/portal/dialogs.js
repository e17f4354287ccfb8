/** The dialogs of the frame: a question, and a proof shown in place. */

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

/** 预览: an image or a PDF over the page. */
export function view({ name, url, mime }) {
	const body = one("#viewer-body");
	one("#viewer-title").textContent = name;
	one("#viewer-link").href = url;
	fill(
		body,
		mime.startsWith("image/") ? make("img", { src: url, alt: name }) : make("iframe", { src: url, title: name })
	);
	const box = one("#viewer");
	box.onclose = () => fill(body);
	box.showModal();
}
