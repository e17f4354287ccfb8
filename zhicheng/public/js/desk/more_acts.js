/** 转办, 撤回同意, 延期, 催办, and both stages at once: each with its own small dialog. */

import { ask, tell } from "./server.js";
import { call, line, openDialog } from "./dialogs.js";

export const MORE = { 转办: handOver, 撤回同意: takeBack, 延期: extend, 催办: remind };

async function handOver(kase) {
	const colleagues = await ask("desk_work.colleagues", { application: kase.application });
	if (!colleagues.length) {
		throw new Error("本单位没有其他具备这个角色的经办人员可以转办。");
	}
	return openDialog(kase, {
		title: "转办：交给本单位同事办理",
		fields: [
			{ fieldtype: "HTML", fieldname: "note_above", options: line("环节和状态不变，已填写的意见草稿保留；同事也可以再转回来。") },
			{
				fieldname: "to", fieldtype: "Select", label: "转给", reqd: 1, default: colleagues[0].user,
				options: colleagues.map((row) => ({ value: row.user, label: row.name })),
			},
			{ fieldname: "note", fieldtype: "Small Text", label: "说明" },
		],
		label: "转办",
		send: ({ to, note = "" }) => tell("desk_work.hand_over", { application: kase.application, to, note }),
	});
}

function takeBack(kase) {
	return openDialog(kase, {
		title: "撤回同意",
		fields: [
			{ fieldtype: "HTML", fieldname: "note", options: line("申报回到您的环节，原来的意见可以修改；下一单位未办结的草稿作废。") },
			{ fieldname: "reason", fieldtype: "Small Text", label: "撤回的理由", reqd: 1 },
		],
		label: "撤回同意",
		send: (values, token) => tell("desk_work.take_back", { ...call(kase, "", token), reason: values.reason }),
	});
}

function extend(kase) {
	return openDialog(kase, {
		title: `延期：${kase.stage_name}`,
		fields: [
			{ fieldtype: "HTML", fieldname: "note", options: line(`现在的截止时间：${String(kase.deadline || "").slice(0, 16)}。延期和理由会显示在审批过程里。`) },
			{ fieldname: "until", fieldtype: "Date", label: "延期到（含当天）", reqd: 1 },
			{ fieldname: "reason", fieldtype: "Small Text", label: "延期的理由", reqd: 1 },
		],
		label: "延期",
		send: ({ until, reason }) => tell("desk_work.extend", { application: kase.application, until, reason }),
	});
}

async function remind(kase) {
	kase.after(await tell("desk_work.remind", { application: kase.application }));
}

/**
 * @param {object} ahead the stage after the open one, when this clerk gets it too
 * @param {object} values the opinions of its boxes
 */
export function approveBoth(kase, ahead, values) {
	return openDialog(kase, {
		title: "先后同意两个环节",
		fields: [
			{
				fieldtype: "HTML", fieldname: "note",
				options: line(`① ${kase.stage_name}　② ${ahead.stage_name}（${ahead.unit_name}）`) +
					line("两个环节都由您办理，各有一份意见和一条记录；之后转给建议的下一单位。"),
			},
			{ fieldname: "confirm", fieldtype: "Data", label: `请输入您的姓名确认（${kase.own_name}）`, reqd: 1 },
		],
		label: "先后同意",
		send: ({ confirm }, token) =>
			tell("desk_work.approve_both", { ...call(kase, "", token), values, confirm }),
	});
}
