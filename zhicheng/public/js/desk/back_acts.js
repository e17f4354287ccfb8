/** 返回修改, 拒绝, 流程作废: cards and dialogs say the same, who gets the case, what is lost, and how it can be undone. */

import { tell } from "./server.js";
import { button, make } from "./dom.js";
import { CorrectionList } from "./correction_list.js";
import { call, openDialog, told } from "./act_dialog.js";
import { offerReasons } from "./library.js";

const VOID = "流程作废";
const EFFECTS = {
	返回修改: (kase) => ({
		who: `退给${kase.return_to || "上一环节"}`,
		lost: "只退一步。本环节的意见草稿作废，之前各环节的意见保留，改好后再送回来。",
		undo: "对方再次提交或同意后，申报回到本环节。",
	}),
	拒绝: ({ applicant_name, desk }) => ({
		who: `跳过中间所有环节，直接退给申报人${applicant_name}修改`,
		lost: desk.stages_lost.length
			? `${desk.stages_lost.join("、")}本轮的意见归档，申报人再次提交后全部环节重新审批。`
			: "申报人再次提交后全部环节重新审批。",
		undo: "申报人修改后可以再次提交，不影响本年度申报资格。",
	}),
	[VOID]: ({ applicant_name, declare_year, desk }) => ({
		who: "流程到此结束，没有人再办理，申报人会看到理由",
		lost: desk.void_bans
			? `依据：“流程作废……申报人当年不能再申报”。${applicant_name}${declare_year}年度不能再申报职称（所有级别）。`
			: `${applicant_name}的这份申报终止。`,
		undo: desk.void_undo_hours
			? `${desk.void_undo_hours}小时内，本环节的另一位经办人员或上级人社部门可以“撤销作废”，恢复到本环节。`
			: "作废后不能撤销。",
	}),
};

/** Three cards below the opinions; `press` opens the dialog of the action. */
export function backCards(kase, allowed, press) {
	const actions = Object.keys(EFFECTS).filter((action) => allowed.includes(action));
	if (!actions.length) return null;
	const cards = actions.map((action) => card(action, EFFECTS[action](kase), press));
	const title = make("summary", "", "不同意时：三种办理的去向和后果");
	return make("details", "zc-back", title, make("div", "zc-cards", ...cards));
}

function card(action, { who, lost, undo }, press) {
	const tone = action === "返回修改" ? "" : " zc-card--danger";
	return make(
		"section", `zc-card${tone}`, make("h4", "", action), make("p", "", make("b", "", "去向　"), who),
		make("p", "", make("b", "", "后果　"), lost), make("p", "zc-quiet", undo),
		button(`选择${action}`, "btn-default", () => press(action))
	);
}

export function sendBack(kase, action) {
	const { who, lost, undo } = EFFECTS[action](kase);
	const isVoid = action === VOID;
	const wanted = isVoid ? null : new CorrectionList(kase.application);
	const sure = { fieldname: "sure", fieldtype: "Check", label: `我确认作废，知道${kase.applicant_name}本年度不能再申报` };
	const fields = [
		told(`去向：${who}。`, make("strong", "zc-lost", `后果：${lost}`), undo),
		{
			fieldname: "reason", fieldtype: "Small Text", label: `${action}的理由（退回原因）`, reqd: isVoid ? 1 : 0,
			description: "申报人和上一环节都会看到，请写明哪一项有什么问题、要怎样改。",
		},
		...(isVoid ? [sure] : []),
	];
	const unsure = (values) => {
		if (isVoid) return values.sure ? "" : "请先勾选确认，再点“流程作废”。";
		// the items are reason enough: the server sums them up
		return (values.reason || "").trim() || wanted.values().length ? "" : `请填写${action}的理由，或在下面列出需要补正的内容。`;
	};
	const dialog = openDialog(kase, {
		title: action,
		fields,
		below: wanted && wanted.element,
		label: action,
		danger: action !== "返回修改",
		ready: (values) => unsure(values) || (wanted ? wanted.fault() : ""),
		send: (values, token) =>
			tell("act", { ...call(kase, action, token), reason: values.reason, corrections: wanted ? wanted.values() : null }),
	});
	offerReasons(dialog, action);
	return dialog;
}
