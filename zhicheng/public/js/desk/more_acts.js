/** 转办, 撤回同意, 撤销作废, 延期, 催办: what stands beside the way forward and back. */

import { ask, tell } from "./server.js";
import { shortTime } from "./dom.js";
import { call, openDialog, reasonOf, told } from "./act_dialog.js";

export const MORE = { 转办: handOver, 撤回同意: takeBack, 延期: extend, 催办: remind };

async function handOver(kase) {
	const colleagues = await ask("desk_work.colleagues", { application: kase.application });
	if (!colleagues.length) {
		throw new Error("本单位没有其他具备这个角色的经办人员可以转办。");
	}
	return openDialog(kase, {
		title: "转办：交给本单位同事办理",
		fields: [
			told("环节和状态不变，已填写的意见草稿保留；同事也可以再转回来。"),
			{
				fieldname: "to", fieldtype: "Select", label: "转给", reqd: 1, default: colleagues[0].user,
				options: colleagues.map((row) => ({ value: row.user, label: row.name })),
			},
			{ fieldname: "note", fieldtype: "Small Text", label: "说明" },
		],
		label: "转办",
		send: ({ to, note = "" }) => tell("desk_work.hand_over", { ...call(kase), to, note }),
	});
}

function takeBack(kase) {
	return openDialog(kase, {
		title: "撤回同意",
		fields: [
			told("申报回到您的环节，原来的意见可以修改；下一单位未办结的草稿作废。"),
			reasonOf("撤回"),
		],
		label: "撤回同意",
		send: (values, token) => tell("desk_work.take_back", { ...call(kase, "", token), reason: values.reason }),
	});
}

export function undoVoid(kase) {
	return openDialog(kase, {
		title: "撤销作废",
		fields: [
			told("申报回到作废前的环节和单位继续办理，申报人的年度限制同时解除。"),
			reasonOf("撤销"),
		],
		label: "撤销作废",
		send: (values, token) => tell("undo_void", { ...call(kase, "", token), reason: values.reason }),
	});
}

function extend(kase) {
	return openDialog(kase, {
		title: `延期：${kase.stage_name}`,
		fields: [
			told(`现在的截止时间：${shortTime(kase.desk.deadline) || "没有"}。延期和理由会显示在审批过程里。`),
			{ fieldname: "until", fieldtype: "Date", label: "延期到（含当天）", reqd: 1, min_date: new Date() },
			reasonOf("延期"),
		],
		label: "延期",
		send: ({ until, reason }) => tell("desk_work.extend", { ...call(kase), until, reason }),
	});
}

/** Nothing to fill in: the button of the dialog has the focus. */
function remind(kase) {
	const dialog = openDialog(kase, {
		title: "催办",
		fields: [told(kase.desk.reminder_asks)],
		label: "催办",
		send: () => tell("desk_work.remind", { application: kase.application }),
	});
	dialog.$wrapper.on("shown.bs.modal", () => dialog.get_primary_btn().trigger("focus"));
	return dialog;
}
