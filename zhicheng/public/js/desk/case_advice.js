/** Beside the dossier: how the notice's conditions come out, and which corrections are still open. Advice only. */

import { make } from "./dom.js";

const MARKS = { 符合: "✓", 不符合: "✗", 无法判断: "？", 按破格办理: "！" };

/** The conditions as a folded block; what is not met or not known is named in its head. */
export function eligibilityBlock(items) {
	if (!items || !items.length) return "";
	const open = items.filter((item) => item.outcome !== "符合").length;
	const head = open ? `对照申报条件：${open} 条需要留意` : `对照申报条件：${items.length} 条均符合`;
	const list = make("ul", "zc-rules");
	items.forEach((item) => {
		const outcome = make("strong", `zc-rule-outcome zc-rule-outcome--${item.outcome === "符合" ? "yes" : "no"}`, `${MARKS[item.outcome] || "？"} ${item.outcome}`);
		const texts = item.texts.map((text) => make("p", "zc-rule-text", text));
		const facts = make("p", "zc-quiet", `${item.why}。依据：${item.used}（${item.section_title}）`);
		list.append(make("li", "zc-rule", outcome, ...texts, facts));
	});
	const box = make("details", "zc-advice", make("summary", "", head), make("p", "zc-quiet", "按填写内容自动对照，供参考，不代替审核。"), list);
	box.open = open > 0;
	return box;
}

/** What was asked to be corrected and is not yet sent again. */
export function openCorrections(items) {
	if (!items || !items.length) return "";
	const list = make("ul", "zc-rules");
	items.forEach((item) => list.append(make("li", "zc-rule", `${item.section_title} ${item.message}`, make("p", "zc-quiet", `${item.unit_name}（${item.stage_name}）`))));
	const box = make("details", "zc-advice", make("summary", "", `要求补正 ${items.length} 处`), list);
	box.open = true;
	return box;
}
