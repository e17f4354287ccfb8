/** The dialogs of the approval: each says who gets the case and what is lost before anything happens. */

import { ask, newToken, tell } from "./server.js";
import { make } from "./dom.js";
import { CorrectionList } from "./correction_list.js";

/**
 * @typedef {object} Case what the dialogs need: {application, step, stage_name, applicant_name, after}
 * `after(answer)` runs when the act is done, `stale(sentence)` when somebody was faster.
 */

export async function approve(kase) {
	const { stage_name, units } = await ask("next_units", { application: kase.application });
	const proposed = units.find((row) => row.proposed);
	const first = proposed || units[0];
	const isFinal = !units.length;
	const fields = isFinal ? finalFields(kase) : unitFields(units, first, proposed, stage_name);
	const dialog = openDialog(kase, {
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
	return dialog;
}

function unitFields(units, first, proposed, stageName) {
	return [
		{ fieldname: "next_stage", fieldtype: "HTML", options: line(`下一环节：${stageName}`) },
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
		{ fieldtype: "HTML", fieldname: "note", options: line("这是最后一个环节，确认后申报状态变为“已通过”，流程结束。") },
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

const BACK = {
	返回修改: (kase) => ({
		who: `退给${kase.return_to || "上一环节"}。`,
		lost: "本环节未办结的意见草稿作废；之前各环节的意见保留，可以修改后再次提交。",
	}),
	拒绝: (kase) => ({
		who: `跳过中间所有环节，直接退给申报人${kase.applicant_name}修改。`,
		lost: "本轮各环节的意见归档，申报人再次提交后全部环节重新审批。",
	}),
	流程作废: (kase) => ({
		who: `流程到此结束，申报人${kase.applicant_name}会看到理由。`,
		lost: `申报人${kase.declare_year}年度不能再申报职称（所有级别）。作废后在规定时间内，可由另一位经办人员或上级人社部门撤销。`,
	}),
};

export function sendBack(kase, action) {
	const { who, lost } = BACK[action](kase);
	const fields = [
		{ fieldtype: "HTML", fieldname: "who", options: line(`去向：${who}`) + line(`后果：${lost}`, "zc-lost") },
		{ fieldname: "reason", fieldtype: "Small Text", label: `${action}的理由（退回原因）`, reqd: action === "流程作废" ? 1 : 0, description: "申报人和上一环节都会看到，请写明哪一项有什么问题、要怎样改。" },
	];
	if (action === "流程作废") {
		fields.push({ fieldname: "sure", fieldtype: "Check", label: `我确认作废，知道${kase.applicant_name}本年度不能再申报` });
	}
	const wanted = action === "流程作废" ? null : new CorrectionList(kase.application);
	const unsure = (values) => {
		if (action === "流程作废") return values.sure ? "" : "请先勾选确认，再点“流程作废”。";
		// the items are reason enough: the server sums them up
		return (values.reason || "").trim() || wanted.values().length ? "" : `请填写${action}的理由，或在下面列出需要补正的内容。`;
	};
	return openDialog(kase, {
		title: action,
		fields,
		below: wanted && wanted.element,
		label: action,
		danger: action !== "返回修改",
		ready: (values) => unsure(values) || (wanted ? wanted.fault() : ""),
		send: (values, token) =>
			tell("act", { ...call(kase, action, token), reason: values.reason, corrections: wanted ? wanted.values() : null }),
	});
}

export function tally(kase) {
	const number = (fieldname, label) => ({ fieldname, fieldtype: "Int", label, reqd: 1, onchange: () => preview() });
	const dialog = openDialog(kase, {
		title: "录入评审结果",
		fields: [
			number("members", "委员总人数"),
			number("present", "参加人数"),
			{ fieldtype: "Column Break" },
			number("yes", "赞成"),
			number("no", "反对或弃权"),
			{ fieldtype: "Section Break" },
			{
				fieldname: "date",
				fieldtype: "Date",
				label: "评审日期",
				reqd: 1,
				default: frappe.datetime.get_today(),
				max_date: new Date(),
			},
			{ fieldname: "defence", fieldtype: "Small Text", label: "答辩情况", description: "印在申报表上" },
			{ fieldname: "remark", fieldtype: "Small Text", label: "备注" },
			{ fieldname: "result", fieldtype: "HTML", options: line("填完四个数字后，这里显示结果。") },
		],
		label: "确认结果",
		ready: () => (dialog.outcome ? "" : "请先把四个数字填对，看到结果后再确认。"),
		send: (values, token) => tell("act", { ...call(kase, "录入评审结果", token), tally: values }),
	});
	async function preview() {
		const { members, present, yes, no } = dialog.get_values(true) || {};
		const asked = [members, present, yes, no].map((value) => (value === undefined || value === null ? "" : value));
		if (asked.some((value) => value === "")) return;
		const answer = await ask("tally_outcome", { members, present, yes, no }).catch((refused) => ({ fault: refused.message }));
		dialog.outcome = answer.result || "";
		const after = answer.result === "通过" ? "通过，转入下一环节" : "未通过，流程到此结束";
		const text = answer.result ? `结果：${after}（赞成${yes}票，须不少于参加人数${present}人的三分之二）` : answer.fault;
		const shown = make("p", answer.result === "通过" ? "zc-outcome zc-outcome--yes" : "zc-outcome zc-outcome--no", text);
		dialog.fields_dict.result.$wrapper.empty().append(shown);
	}
	return dialog;
}

export function undoVoid(kase) {
	return openDialog(kase, {
		title: "撤销作废",
		fields: [
			{ fieldtype: "HTML", fieldname: "note", options: line("申报回到作废前的环节和单位继续办理，申报人的年度限制同时解除。") },
			{ fieldname: "reason", fieldtype: "Small Text", label: "撤销的理由", reqd: 1 },
		],
		label: "撤销作废",
		send: (values, token) => tell("undo_void", { ...call(kase, "", token), reason: values.reason }),
	});
}

export function call(kase, action, token) {
	const args = { application: kase.application, step: kase.step, token };
	return action ? { ...args, action } : args;
}

/** One dialog, one token: however often it is pressed, the case moves once. */
export function openDialog(kase, { title, fields, label, send, below = null, ready = () => "", danger = false }) {
	const token = newToken();
	// the second of two quick presses arrives before Frappe has greyed the button
	let running = false;
	const fault = make("p", "zc-fault");
	fault.setAttribute("role", "alert");
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		primary_action: async (values) => {
			const missing = ready(values);
			fault.textContent = missing;
			if (missing || running) return;
			running = true;
			dialog.disable_primary_action();
			try {
				const answer = await send(values, token);
				dialog.hide();
				kase.after(answer);
			} catch (refused) {
				if (refused.isStale) {
					dialog.hide();
					kase.stale(refused.message);
					return;
				}
				running = false;
				fault.textContent = refused.message;
				dialog.enable_primary_action();
			}
		},
		secondary_action_label: "取消",
		secondary_action: () => dialog.hide(),
	});
	if (below) dialog.$body.append(below);
	dialog.$body.append(fault);
	dialog.$wrapper.addClass("zc-dialog");
	if (danger) dialog.get_primary_btn().removeClass("btn-primary").addClass("btn-danger");
	dialog.show();
	return dialog;
}

export function line(text, className = "zc-line") {
	return make("p", className, text).outerHTML;
}
