/** 本轮修改: what the applicant changed since the last round, listed above the dossier and marked at its place. */

import { ask } from "./server.js";
import { make } from "./dom.js";

/** Draws into the dossier; nothing in a first round. */
export async function markChanges(application, dossier) {
	let told;
	try {
		told = await ask("desk_work.changed", { application });
	} catch (refused) {
		dossier.prepend(make("p", "zc-warning", `没有取到申报人本轮的修改，请刷新页面后再看。${refused.message}`));
		return;
	}
	const { round_no, before, changes } = told;
	if (!before) return;
	const title = changes.length
		? `第${round_no}轮与第${before}轮相比，申报人改了${changes.length}处`
		: `第${round_no}轮与第${before}轮的申报材料相同`;
	const list = make("ul", "", ...changes.map((change) => line(change, mark(dossier, change))));
	const box = make("details", "zc-changes", make("summary", "", title), list);
	box.open = changes.length > 0 && changes.length <= 8;
	dossier.prepend(box);
}

function line(change, place) {
	const label = change.label && change.label !== change.title ? `“${change.label}”` : "";
	const where = `${change.title}${change.row ? `第${change.row}行` : ""}${label}`;
	const what = { 修改: changed(change.short_before, change.short_now), 新增: `新增：${change.now}`, 删除: `删除：${change.before}` };
	const text = `${where}：${what[change.kind] || change.kind}`;
	if (!place) return make("li", "", text);
	const link = make("button", "btn btn-link btn-xs zc-change-link", text);
	link.type = "button";
	link.addEventListener("click", () => place.scrollIntoView({ behavior: "smooth", block: "center" }));
	return make("li", "", link);
}

function changed(before, now) {
	if (!before) return `原来没有填，现为“${now}”`;
	return now ? `由“${before}”改为“${now}”` : `原为“${before}”，现在没有填`;
}

/** The cell, the row or the section's title that the change belongs to, coloured and told in words. */
function mark(dossier, change) {
	const section = dossier.querySelector(`#section-${CSS.escape(change.section)}`);
	const place = section && (cell(section, change) || section.querySelector(".dv-title"));
	if (!place) return null;
	if (place.classList.contains("dv-title")) return place;
	place.classList.add("zc-changed");
	const said = change.kind === "修改" ? change.before ? `原为：${change.before}` : "原来没有填" : change.kind;
	place.title = [place.title, said].filter(Boolean).join("；");
	// a whole row has no place for words of its own
	if (change.kind === "修改" && place.tagName !== "TR") place.append(make("span", "zc-was", said));
	return place;
}

function cell(section, change) {
	if (change.row) {
		const row = section.querySelectorAll(".dv-table tbody tr")[change.row - 1];
		if (!row || !change.label) return row;
		return [...row.children].find((one) => one.dataset.label === change.label) || row;
	}
	if (!change.label) return null;
	const title = [...section.querySelectorAll(".dv-field dt")].find((one) => one.textContent.trim() === change.label);
	return title ? title.parentElement.querySelector("dd") : null;
}
