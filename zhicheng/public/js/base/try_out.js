/** 试走: the stages, units and people that would act on a case of this unit; nothing is written. */

import { make } from "./dom.js";

/** chosen: { route, level } of a version that is not published yet. */
export async function tryOut(unit, chosen = {}) {
	const all = await frappe.xcall("zhicheng.api.route_check.committees", { unit });
	const committees = all.filter((row) => !chosen.level || row.level === chosen.level);
	if (!committees.length) {
		frappe.msgprint("没有评审委员会的范围包含这个单位，请先在“评审委员会”中添加。");
		return;
	}
	const dialog = new frappe.ui.Dialog({
		title: "试走流程",
		size: "large",
		fields: [
			{
				fieldname: "committee",
				label: "评审委员会",
				fieldtype: "Select",
				reqd: 1,
				options: committees.map((row) => ({
					value: row.name,
					label: `${row.level} · ${row.series} · ${row.committee_name}`,
				})),
				change: () => show(dialog, unit, chosen.route || ""),
			},
			{ fieldname: "answer", fieldtype: "HTML" },
		],
	});
	dialog.show();
	dialog.set_value("committee", committees[0].name);
}

async function show(dialog, unit, route) {
	const committee = dialog.get_value("committee");
	if (!committee) return;
	const answer = await frappe.xcall("zhicheng.api.route_check.try_out", { unit, committee, route });
	// another one was chosen meanwhile
	if (dialog.get_value("committee") !== committee) return;
	const place = dialog.get_field("answer").$wrapper[0];
	place.replaceChildren(verdict(answer), steps(answer));
}

function verdict(answer) {
	const text = answer.arrives ? "这条流程能走通。" : answer.fault || "这条流程走不通，请修改标红的环节。";
	const line = make("p", answer.arrives ? "zb-way-good" : "zb-way-bad", text);
	line.setAttribute("role", "status");
	return line;
}

function steps(answer) {
	const list = make("ol", "zb-way");
	for (const step of answer.steps) {
		const item = make("li", step.fault ? "zb-way-bad" : "");
		item.append(make("strong", "", step.stage_name), make("span", "text-muted", `　${step.role}`));
		for (const row of step.units) {
			const people = row.people.length ? row.people.join("、") : "没有经办人员";
			item.append(make("div", "", `${row.unit_name}：${people}${row.proposed ? `（建议：${row.reason}）` : ""}`));
		}
		if (step.fault) item.append(make("div", "zb-way-fault", step.fault));
		list.append(item);
	}
	return list;
}
