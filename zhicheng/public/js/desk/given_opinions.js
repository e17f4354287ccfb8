/** The opinions that the stages before have given, the replaced ones folded away. */

import { make } from "./dom.js";
import { picture } from "./signatures.js";

export function givenOpinions(opinions, application) {
	const section = make("section", "zc-given");
	if (!opinions.length) return section;
	const inForce = opinions.filter((row) => !row.superseded);
	const older = opinions.filter((row) => row.superseded);
	section.append(make("h3", "zc-side-title", "各环节意见"), ...inForce.map((row) => one(row, application)));
	if (older.length) {
		const title = make("summary", "", `已被后来的意见取代（${older.length}条）`);
		section.append(make("details", "zc-older", title, ...older.map((row) => one(row, application))));
	}
	return section;
}

function one(row, application) {
	const notice =
		row.notice_from && row.notice_to
			? `公示：${row.notice_from} 至 ${row.notice_to}，结果：${row.notice_result || "未填写"}`
			: "";
	const signed = `${row.leader_name || ""}　${row.approved_on || ""}`;
	const head = make("h4", "zc-box-title", `${row.box_title}（${row.unit_name}）`);
	const box = make("div", "zc-opinion", head, make("p", "zc-opinion-text", row.opinion || ""));
	if (notice) box.append(make("p", "zc-quiet", notice));
	const image = row.signature ? picture(row.signature, application, row.leader_name) : "";
	box.append(make("p", "zc-signed", `负责人签字：${signed}`, image));
	if ((row.recorded_by_name || "").includes("代）")) box.append(make("p", "zc-quiet", `填写：${row.recorded_by_name}`));
	return box;
}
