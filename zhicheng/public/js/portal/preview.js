/** 查看详情: blue words open their proof in place. */

import { view } from "./dialogs.js";
import { on } from "./dom.js";

on(document, "click", '[data-preview] a[href*="zhicheng.api.files.proof"]', (event, link) => {
	const mime = link.dataset.mime || (/\.(jpe?g|png)$/i.test(link.textContent.trim()) ? "image/" : "application/pdf");
	event.preventDefault();
	view({ name: link.textContent.trim(), url: link.href, mime });
});
