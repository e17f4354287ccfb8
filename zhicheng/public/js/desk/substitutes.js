/** 代办登记: who stands in for whom in the own unit, and until when. */

import { ask, tell } from "./server.js";
import { button, make, table } from "./dom.js";

export async function showSubstitutes() {
	const { rows, colleagues } = await ask("substitutes.registered");
	const dialog = new frappe.ui.Dialog({
		title: "代办登记",
		size: "large",
		fields: [
			{ fieldname: "list", fieldtype: "HTML" },
			{ fieldtype: "Section Break", label: "我不在岗时，由谁代办" },
			{
				fieldname: "substitute", fieldtype: "Select", label: "代办人", reqd: 1, default: (colleagues[0] || {}).user,
				options: colleagues.map((row) => ({ value: row.user, label: row.name })),
				description: colleagues.length ? "" : "本单位还没有其他经办人员，请先在用户管理中添加。",
			},
			{ fieldname: "reason", fieldtype: "Data", label: "事由" },
			{ fieldtype: "Column Break" },
			{ fieldname: "from_date", fieldtype: "Date", label: "从", reqd: 1, default: frappe.datetime.get_today() },
			{ fieldname: "to_date", fieldtype: "Date", label: "到（含当天）", reqd: 1 },
		],
		primary_action_label: "登记",
		primary_action: (values) => run(dialog, () => tell("substitutes.enter", values)),
	});
	const columns = [
		["不在岗", (row) => row.absent_name],
		["代办人", (row) => row.substitute_name],
		["从", (row) => row.from_date],
		["到", (row) => row.to_date],
		["事由", (row) => row.reason],
		["", (row) => button("结束", "btn-default", () => run(dialog, () => tell("substitutes.end", { name: row.name })))],
	];
	const none = make("p", "zc-quiet", "现在没有登记代办。代办人的每条办理记录都会写明“由某某代”。");
	dialog.fields_dict.list.$wrapper.append(rows.length ? table(columns, rows, "zc-path") : none);
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

async function run(dialog, work) {
	try {
		const answer = await work();
		dialog.hide();
		frappe.show_alert({ message: answer.sentence, indicator: "green" });
		showSubstitutes();
	} catch (refused) {
		frappe.msgprint({ title: "没有登记", indicator: "red", message: frappe.utils.escape_html(refused.message) });
	}
}
