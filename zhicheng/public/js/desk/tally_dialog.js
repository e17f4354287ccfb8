/** 录入评审结果: four numbers, and what they come to before they are confirmed. */

import { call, openDialog, told } from "./act_dialog.js";
import { make } from "./dom.js";
import { ask, tell } from "./server.js";

const COUNTS = { members: "委员总人数", present: "参加人数", yes: "赞成", no: "反对或弃权" };
const EMPTY = "填完四个数字后，这里显示结果。";
const RECORDED = "以下是原来录入的结果，请改正有误的地方；原结果和更正后的结果都会记入日志。";

/** @param {import("./act_dialog.js").Case} kase */
export function tally(kase) {
	const before = kase.tally || {};
	const count = (fieldname) => countOf(fieldname, before[fieldname]);
	const dialog = openDialog(kase, {
		title: kase.tally ? "更正评审结果" : "录入评审结果",
		fields: [
			...(kase.tally ? [told(RECORDED), { fieldtype: "Section Break", hide_border: 1 }] : []),
			count("members"),
			count("present"),
			{ fieldtype: "Column Break" },
			count("yes"),
			count("no"),
			{ fieldtype: "Section Break", hide_border: 1 },
			{ fieldname: "result", fieldtype: "HTML" },
			{
				fieldname: "date",
				fieldtype: "Date",
				label: "评审日期",
				reqd: 1,
				default: before.date || frappe.datetime.get_today(),
				max_date: new Date(),
			},
			{ fieldname: "defence", fieldtype: "Small Text", label: "答辩情况", default: before.defence, description: "印在申报表上" },
			{ fieldname: "remark", fieldtype: "Small Text", label: "备注", default: before.remark },
		],
		label: "确认结果",
		ready: () => (dialog.outcome ? "" : "请先把四个数字填对，看到结果后再确认。"),
		send: (values, token) => tell("act", { ...call(kase, "录入评审结果", token), tally: values }),
	});
	showOutcome(dialog);
	return dialog;
}

/** Frappe's Int marks the whole text a moment after it got the focus, and the next digit replaces the first. */
function countOf(fieldname, recorded) {
	const known = recorded === undefined ? {} : { default: String(recorded) };
	return { fieldname, fieldtype: "Data", label: COUNTS[fieldname], reqd: 1, length: 4, ...known };
}

/** With every digit; what is shown belongs to the numbers as they stand, and only that can be confirmed. */
function showOutcome(dialog) {
	const inputs = Object.keys(COUNTS).map((fieldname) => dialog.fields_dict[fieldname].$input.get(0));
	const shown = make("p", "zc-line", EMPTY);
	shown.setAttribute("role", "status");
	dialog.fields_dict.result.$wrapper.empty().append(shown);
	const show = (className, text) => {
		shown.className = className;
		shown.textContent = text;
	};
	let asked = 0;
	const typed = async () => {
		const mine = ++asked;
		const [members, present, yes, no] = inputs.map((input) => input.value.trim());
		dialog.outcome = "";
		if (![members, present, yes, no].every(Boolean)) return show("zc-line", EMPTY);
		const answer = await ask("tally_outcome", { members, present, yes, no }).catch((refused) => ({ result: "", fault: refused.message }));
		if (mine !== asked) return;
		dialog.outcome = answer.result;
		if (!answer.result) return show("zc-outcome zc-outcome--no", answer.fault);
		const passed = answer.result === "通过";
		const after = passed ? "通过，转入下一环节" : "未通过，流程到此结束";
		const rule = `赞成${yes}票，须不少于参加人数${present}人的三分之二`;
		show(`zc-outcome zc-outcome--${passed ? "yes" : "no"}`, `结果：${after}（${rule}）`);
	};
	inputs.forEach((input) => {
		input.inputMode = "numeric";
		input.addEventListener("input", typed);
	});
	typed();
}
