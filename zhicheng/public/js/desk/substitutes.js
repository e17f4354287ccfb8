/** 代办登记: who stands in for whom in the own unit or in one below it, and until when. */

import { ask, tell } from "./server.js";
import { button, make, table } from "./dom.js";

const PERIOD = () => [
	{ fieldname: "reason", fieldtype: "Data", label: "事由" },
	{ fieldtype: "Column Break" },
	{ fieldname: "from_date", fieldtype: "Date", label: "从", reqd: 1, default: frappe.datetime.get_today() },
	{ fieldname: "to_date", fieldtype: "Date", label: "到（含当天）", reqd: 1 },
];
const NOBODY = "这个单位还没有其他经办人员，请先在用户管理中添加。";

/** The own unit: for oneself. Who manages units below goes on from here to theirs; an administrator has no other. */
export async function showSubstitutes() {
	const { rows, clerks, oversees } = await ask("substitutes.registered");
	const colleagues = clerks.filter((row) => row.user !== frappe.session.user);
	if (!clerks.length && oversees) return showBelow();
	const dialog = new frappe.ui.Dialog({
		title: "代办登记",
		size: "large",
		fields: [
			{ fieldname: "list", fieldtype: "HTML" },
			{ fieldtype: "Section Break", label: "我不在岗时，由谁代办" },
			{
				fieldname: "substitute", fieldtype: "Select", label: "代办人", reqd: 1, default: (colleagues[0] || {}).user,
				options: choices(colleagues), description: colleagues.length ? "" : NOBODY,
			},
			...PERIOD(),
		],
		primary_action_label: "登记",
		primary_action: (values) => run(dialog, () => tell("substitutes.enter", values), showSubstitutes),
	});
	if (oversees) {
		dialog.set_secondary_action_label("为下级单位登记");
		dialog.set_secondary_action(() => {
			dialog.hide();
			showBelow();
		});
	}
	dialog.fields_dict.list.$wrapper.append(listed(rows, dialog, showSubstitutes));
	return open(dialog);
}

/** A unit below: its clerk fell ill and cannot register himself. */
export async function showBelow(unit = "") {
	const dialog = new frappe.ui.Dialog({
		title: "为下级单位登记代办",
		size: "large",
		fields: [
			{
				fieldname: "unit", fieldtype: "Link", options: "Unit", label: "单位", reqd: 1, only_select: 1,
				get_query: () => ({ query: "zhicheng.api.units.search_units" }),
				description: "输入单位名称的一部分来查找；只能选择下级单位。",
				onchange: () => fill(dialog),
			},
			{ fieldname: "list", fieldtype: "HTML" },
			{ fieldtype: "Section Break", label: "经办人员不能自己登记的，由谁代办" },
			{ fieldname: "absent", fieldtype: "Select", label: "不在岗人员", reqd: 1, onchange: () => fillSubstitutes(dialog) },
			{ fieldname: "substitute", fieldtype: "Select", label: "代办人（同一单位）", reqd: 1 },
			...PERIOD(),
		],
		primary_action_label: "登记",
		primary_action: ({ unit: chosen, ...values }) =>
			run(dialog, () => tell("substitutes.enter", values), () => showBelow(chosen)),
		secondary_action_label: "关闭",
		secondary_action: () => dialog.hide(),
	});
	open(dialog);
	if (unit) await dialog.set_value("unit", unit);
	return dialog;
}

async function fill(dialog) {
	const unit = dialog.get_value("unit");
	if (dialog.shownUnit === unit) return;
	dialog.shownUnit = unit;
	const wrapper = dialog.fields_dict.list.$wrapper.empty();
	dialog.clerks = [];
	if (unit) {
		try {
			const { rows, clerks } = await ask("substitutes.registered", { unit });
			// another unit was chosen meanwhile
			if (dialog.shownUnit !== unit) return;
			dialog.clerks = clerks;
			wrapper.append(listed(rows, dialog, () => showBelow(unit)));
			if (clerks.length < 2) wrapper.append(make("p", "zc-fault", "这个单位没有两名经办人员，不能登记代办，请先在用户管理中添加。"));
		} catch (refused) {
			wrapper.append(make("p", "zc-fault", refused.message));
		}
	}
	await offer(dialog, "absent", dialog.clerks);
	await fillSubstitutes(dialog);
}

/** Everybody of the unit but who is away. */
function fillSubstitutes(dialog) {
	const absent = dialog.get_value("absent");
	return offer(dialog, "substitute", (dialog.clerks || []).filter((row) => row.user !== absent));
}

function offer(dialog, fieldname, rows) {
	dialog.set_df_property(fieldname, "options", choices(rows));
	const kept = rows.some((row) => row.user === dialog.get_value(fieldname));
	return kept ? null : dialog.set_value(fieldname, (rows[0] || {}).user || "");
}

const choices = (rows) => rows.map((row) => ({ value: row.user, label: row.name }));

function listed(rows, dialog, again) {
	if (!rows.length) return make("p", "zc-quiet", "现在没有登记代办。代办人的每条办理记录都会写明“由某某代”。");
	const end = (row) => button("结束", "btn-default", () => run(dialog, () => tell("substitutes.end", { name: row.name }), again));
	const columns = [
		["不在岗", (row) => row.absent_name],
		["代办人", (row) => row.substitute_name],
		["从", (row) => row.from_date],
		["到", (row) => row.to_date],
		["事由", (row) => row.reason],
		["登记人", (row) => row.entered_by_name],
		["", end],
	];
	return table(columns, rows, "zc-path");
}

function open(dialog) {
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

async function run(dialog, work, again) {
	// pressed a second time, it would be told that it is there already
	if (dialog.isRunning) return;
	dialog.isRunning = true;
	try {
		const answer = await work();
		dialog.hide();
		frappe.show_alert({ message: answer.sentence, indicator: "green" });
		again();
	} catch (refused) {
		frappe.msgprint({ title: "没有登记", indicator: "red", message: frappe.utils.escape_html(refused.message) });
	} finally {
		dialog.isRunning = false;
	}
}
