/** 检查: what is missing or doubtful, each a link to its place. */

import { ask } from "./dialogs.js";
import { busy, fill, make, on, one } from "./dom.js";
import { settle } from "./section.js";
import { tell } from "./server.js";

on(document, "click", '[data-act="check"]', (event, button) => {
	const application = button.closest("[data-case]").dataset.case;
	busy(button, async () => {
		try {
			if (await settle()) showMissing(await tell("portal.check", { application }));
		} catch (refused) {
			await ask({ title: "没有办成", text: refused.message, yes: "知道了" });
		}
	});
});

export function showMissing({ missing, doubts }) {
	const body = one("#checked-body");
	const parts = [];
	if (missing.length) parts.push(make("p", { text: `还有 ${missing.length} 处需要补齐，点击可以直接去填：` }), ...bySection(missing, body));
	else parts.push(make("p", { text: "材料齐全，可以提交。" }));
	if (doubts.length) parts.push(make("p", { class: "found-title", text: "提示（不影响提交）：" }), ...bySection(doubts, body));
	fill(body, ...parts);
	one("#checked").showModal();
}

function bySection(items, body) {
	const titles = Array.from(new Set(items.map((item) => item.section_title)));
	return titles.reduce((parts, title) => {
		const list = make("ul", { class: "found" });
		items
			.filter((item) => item.section_title === title)
			.forEach((item) => list.append(make("li", {}, make("a", { href: place(item, body), text: item.message }))));
		return parts.concat(make("p", { class: "found-title", text: title }), list);
	}, []);
}

function place(item, body) {
	const field = item.fieldname === "attachment" ? "" : item.fieldname;
	const id = item.row ? (field ? `f-${item.row}-${field}` : `row-${item.row}`) : field ? `f-${field}` : "";
	return `${body.dataset.address}&section=${encodeURIComponent(item.section)}${id ? `#${id}` : ""}`;
}

// the dialog closes when its link leads to a place on this very page
on(document, "click", "#checked a", () => one("#checked").close());
