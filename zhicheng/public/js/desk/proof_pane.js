/** A proof opens in a pane beside the claim, not in a new window; the pane takes the place of the opinions meanwhile. */

import { button, make } from "./dom.js";

export class ProofPane {
	/** @param {HTMLElement} columns the grid of dossier and opinions */
	constructor(columns, dossier) {
		this.columns = columns;
		this.dossier = dossier;
		this.links = [...dossier.querySelectorAll("a.dv-proof")];
		dossier.addEventListener("click", (event) => this.clicked(event));
	}

	clicked(event) {
		const link = event.target.closest("a.dv-proof");
		// with a key held down the browser opens a window of its own, as for any link; phones have no room for a pane
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey || window.innerWidth < 992) return;
		event.preventDefault();
		this.open(link);
	}

	/** The proof after the one that is shown, the first one when none is. */
	next(step = 1) {
		if (!this.links.length) return;
		const now = this.links.indexOf(this.link);
		this.open(this.links[(now + step + this.links.length) % this.links.length]);
		this.link.scrollIntoView({ block: "center" });
	}

	open(link) {
		this.close();
		this.link = link;
		link.classList.add("zc-proof-open");
		const name = (link.title || "").replace(/^查看附件：/, "") || link.textContent.trim();
		const window_ = make("a", "btn btn-sm btn-default", "新窗口打开");
		Object.assign(window_, { href: link.href, target: "_blank", rel: "noopener" });
		const place = `${this.links.indexOf(link) + 1}/${this.links.length}`;
		const head = make(
			"div", "zc-pane-head", make("strong", "", name), make("span", "zc-quiet", place),
			button("上一个", "btn-default", () => this.next(-1)), button("下一个", "btn-default", () => this.next(1)),
			window_, button("关闭", "btn-default", () => this.close())
		);
		this.element = make("section", "zc-pane", head, content(link));
		this.element.setAttribute("aria-label", `附件：${name}`);
		this.columns.append(this.element);
		this.columns.classList.add("zc-columns--proof");
	}

	get isOpen() {
		return Boolean(this.element);
	}

	close() {
		if (!this.element) return;
		this.element.remove();
		this.element = null;
		this.link.classList.remove("zc-proof-open");
		this.link.focus({ preventScroll: true });
		this.columns.classList.remove("zc-columns--proof");
	}
}

function content(link) {
	const isImage = (link.dataset.mime || "").startsWith("image/");
	const shown = make(isImage ? "img" : "iframe", "zc-pane-body");
	shown.src = link.href;
	if (isImage) shown.alt = link.textContent.trim() || "附件";
	else shown.title = "附件预览";
	return shown;
}
