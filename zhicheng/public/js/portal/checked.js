/** 检查: what is missing or doubtful, each a link to its place; and how the notice's conditions come out. */

import { inform } from "./dialogs.js";
import { busy, fill, make, on, one } from "./dom.js";
import { settle } from "./section.js";
import { tell } from "./server.js";

const MARKS = { 符合: ["✓", "good"], 不符合: ["✗", "bad"], 无法判断: ["？", "open"], 按破格办理: ["！", "open"] };

on(document, "click", '[data-act="check"]', (event, button) => {
	const application = button.closest("[data-case]").dataset.case;
	busy(button, async () => {
		try {
			if (await settle()) showMissing(await tell("portal.check", { application }));
		} catch (refused) {
			await inform({ title: "没有办成", text: refused.message });
		}
	});
});

export function showMissing({ missing, doubts, eligibility = [] }) {
	const body = one("#checked-body");
	const parts = [];
	if (missing.length) parts.push(make("p", { text: `还有 ${missing.length} 处需要补齐，点击可以直接去填：` }), ...bySection(missing, body));
	else parts.push(make("p", { class: "found-whole", text: "✓ 材料齐全，可以提交。" }));
	if (doubts.length) parts.push(make("h3", { class: "found-part", text: `提示 ${doubts.length} 处（不影响提交）` }), ...bySection(doubts, body));
	if (eligibility.length) parts.push(...conditions(eligibility, body));
	fill(body, ...parts);
	one("#checked").showModal();
	body.scrollTop = 0;
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

/** The notice's own words, and beside them what the dossier says. */
function conditions(items, body) {
	const list = make("ul", { class: "rules" });
	items.forEach((item) => {
		const [mark, tone] = MARKS[item.outcome] || ["？", "open"];
		const outcome = make("span", { class: `rule-outcome rule-outcome--${tone}`, text: `${mark} ${item.outcome}` });
		const texts = make("div", { class: "rule-text" });
		if (item.texts.length > 1) texts.append(make("span", { class: "rule-kind", text: "满足其中一条：" }));
		item.texts.forEach((text) => texts.append(make("p", { text })));
		const link = make("a", { href: place(item, body), text: item.section_title });
		const why = make("p", { class: "rule-why", text: `${item.why}。依据：${item.used}（` });
		why.append(link, "）");
		list.append(make("li", { class: "rule" }, outcome, make("div", { class: "rule-body" }, texts, why)));
	});
	return [
		make("h3", { class: "found-part", text: "对照申报条件（供参考，不影响提交）" }),
		make("p", { class: "muted", text: "按您填写的内容与通知条件逐条对照，最终以各级审核为准。" }),
		list,
	];
}

function place(item, body) {
	return `${body.dataset.address}&section=${encodeURIComponent(item.section)}${item.anchor ? `#${item.anchor}` : ""}`;
}

// the dialog closes when its link leads to a place on this very page
on(document, "click", "#checked a", () => one("#checked").close());
