/** The opinions that the stages before have given, newest round last. */

import { make } from "./dom.js";

export function givenOpinions(opinions) {
	const section = make("section", "zc-given");
	if (!opinions.length) return section;
	section.append(make("h3", "zc-side-title", "各环节意见"));
	opinions.forEach((row) => section.append(one(row)));
	return section;
}

function one(row) {
	const notice =
		row.notice_from && row.notice_to
			? `公示：${row.notice_from} 至 ${row.notice_to}，结果：${row.notice_result || "未填写"}`
			: "";
	const signed = `${row.leader_name || ""}　${row.approved_on || ""}`;
	const head = make("h4", "zc-box-title", `${row.box_title}（${row.unit_name}）`);
	const box = make("div", "zc-opinion", head, make("p", "zc-opinion-text", row.opinion || ""));
	if (notice) box.append(make("p", "zc-quiet", notice));
	box.append(make("p", "zc-signed", `负责人签字：${signed}`));
	if (row.superseded) box.classList.add("zc-opinion--old");
	if (row.superseded) head.append(make("span", "zc-quiet", "　已被后来的意见取代"));
	return box;
}
