/** 预览: an image or a PDF over the page, with the ones before and after it; what a browser cannot show is opened or saved. */

import { all, fill, make, on, one } from "./dom.js";

const NAMES = "a.proof-name, [data-preview] a[href*='zhicheng.api.files.proof']";

on(document, "click", `[data-attachment] [data-preview], ${NAMES}`, (event, element) => {
	if (event.ctrlKey || event.metaKey || event.shiftKey) return;
	const link = element.matches("a") ? element : one(".proof-name", element.closest("[data-attachment]"));
	event.preventDefault();
	open(link);
});

on(document, "click", "[data-turn]", (event, button) => turn(Number(button.dataset.turn)));
document.addEventListener("keydown", (event) => {
	if (!shown || !one("#viewer").open) return;
	if (event.key === "ArrowLeft") turn(-1);
	if (event.key === "ArrowRight") turn(1);
});

let shown = null;
let links = [];

function open(link) {
	// those of the same list, each once: the open dialog, or the page without its closed ones
	const dialog = link.closest("dialog");
	const here = all(NAMES, dialog || one("#main")).filter((other) => other.closest("dialog") === dialog);
	const isFirst = (other) => here.find((first) => first.href === other.href) === other;
	links = here.filter((other) => other === link || (other.href !== link.href && isFirst(other)));
	show(link);
	const box = one("#viewer");
	box.onclose = () => {
		fill(one("#viewer-body"));
		if (shown.isConnected) shown.focus();
		shown = null;
	};
	box.showModal();
}

function turn(by) {
	const next = links[links.indexOf(shown) + by];
	if (next) show(next);
}

function show(link) {
	shown = link;
	const name = nameOf(link);
	const number = links.indexOf(link);
	one("#viewer-title").textContent = links.length > 1 ? `${name}（${number + 1}/${links.length}）` : name;
	one("#viewer-link").href = link.href;
	one("#viewer-save").href = `${link.href}&download=1`;
	one('[data-turn="-1"]').disabled = number <= 0;
	one('[data-turn="1"]').disabled = number >= links.length - 1;
	all("#viewer [data-turn]").forEach((button) => (button.hidden = links.length < 2));
	fill(one("#viewer-body"), isImage(link, name) ? picture(link, name) : showsPdf() ? paper(link, name) : ways(link, "这个浏览器不能直接显示 PDF。"));
}

function isImage(link, name) {
	const mime = link.dataset.view || link.dataset.mime || "";
	return mime ? mime.indexOf("image/") === 0 : /\.(jpe?g|png)$/i.test(name);
}

/** A press shows it in its own size, the next one fits it in again. */
function picture(link, name) {
	const image = make("img", { src: link.href, alt: name });
	const button = make("button", { type: "button", class: "viewer-picture", "aria-label": `${name}，点击放大或缩小` }, image);
	button.onclick = () => button.classList.toggle("is-large");
	image.onerror = () => fill(one("#viewer-body"), ways(link, "图片没有显示出来，请检查网络后再试。"));
	return button;
}

// the viewer's own list of pages would take half of the room
const paper = (link, name) => make("iframe", { src: `${link.href}#navpanes=0`, title: name });

/** In 查看详情 a link may only say 附件2; its title has the file's name. */
const nameOf = (link) => (link.title.split("：")[1] || link.textContent).trim();

/** Whether the browser has a viewer of its own; phones and built-in browsers of chat programs have none. */
function showsPdf() {
	if (typeof navigator.pdfViewerEnabled === "boolean") return navigator.pdfViewerEnabled;
	return Boolean(navigator.mimeTypes && navigator.mimeTypes["application/pdf"]);
}

function ways(link, sentence) {
	return make(
		"div",
		{ class: "viewer-ways" },
		make("p", { text: sentence }),
		make("a", { class: "button button--main", href: link.href, target: "_blank", rel: "noopener", text: "打开" }),
		make("a", { class: "button", href: `${link.href}&download=1`, text: "下载" })
	);
}
