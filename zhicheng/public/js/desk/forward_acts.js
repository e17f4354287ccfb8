/** What carries a case forward: 同意通过 of one stage or of two. */

import { ask, tell } from "./server.js";
import { call, openDialog, told } from "./act_dialog.js";

export async function approve(kase) {
	const { stage_name, units } = await ask("next_units", { application: kase.application });
	const proposed = units.find((row) => row.proposed);
	const first = proposed || units[0];
	const isFinal = !units.length;
	const fields = isFinal ? finalFields(kase) : unitFields(units, first, proposed, stage_name);
	return openDialog(kase, {
		title: isFinal ? `同意通过：${kase.stage_name}（终审）` : "同意通过：选择下一步审批单位",
		fields,
		label: "同意通过",
		send: (values, token) =>
			tell("act", {
				...call(kase, "同意通过", token),
				next_unit: values.next_unit || "",
				next_reason: values.next_reason || "",
				final: isFinal ? values : null,
			}),
	});
}

function unitFields(units, first, proposed, stageName) {
	return [
		told(`下一环节：${stageName}`),
		{
			fieldname: "next_unit",
			fieldtype: "Select",
			label: "下一步审批单位",
			reqd: 1,
			options: units.map((row) => ({
				value: row.unit,
				label: row.unit_name + (row.proposed ? `（建议：${row.reason}）` : `（${row.reason}）`),
			})),
			default: first.unit,
		},
		{
			fieldname: "next_reason",
			fieldtype: "Small Text",
			label: "改选单位的理由",
			description: proposed ? `建议的单位是“${proposed.unit_name}”，改选其他单位请说明理由。` : "",
			depends_on: proposed ? `eval:doc.next_unit != ${JSON.stringify(proposed.unit)}` : "eval:false",
			mandatory_depends_on: proposed ? `eval:doc.next_unit != ${JSON.stringify(proposed.unit)}` : "",
		},
	];
}

function finalFields(kase) {
	return [
		told("这是最后一个环节，确认后申报状态变为“已通过”，流程结束。"),
		{ fieldname: "result_doc_no", fieldtype: "Data", label: "批准文号", reqd: 1 },
		{ fieldname: "result_date", fieldtype: "Date", label: "批准日期", reqd: 1, default: frappe.datetime.get_today() },
		{ fieldtype: "Column Break" },
		{
			fieldname: "qualified_on",
			fieldtype: "Date",
			label: "资格取得时间",
			default: kase.tally_date || "",
			description: "一般从评审通过之日起算",
		},
		{ fieldname: "certificate_no", fieldtype: "Data", label: "证书编号" },
	];
}

/**
 * @param {object} ahead the stage after the open one, when this clerk gets it too
 * @param {object} values the opinions of its boxes
 */
export function approveBoth(kase, ahead, values) {
	return openDialog(kase, {
		title: "先后同意两个环节",
		fields: [
			told(
				`① ${kase.stage_name}　② ${ahead.stage_name}（${ahead.unit_name}）`,
				"两个环节都由您办理，各有一份意见和一条记录；之后转给建议的下一单位。"
			),
			{ fieldname: "confirm", fieldtype: "Data", label: `请输入您的姓名确认（${kase.desk.own_name}）`, reqd: 1 },
		],
		label: "先后同意",
		send: ({ confirm }, token) =>
			tell("desk_work.approve_both", { ...call(kase, "", token), values, confirm }),
	});
}
