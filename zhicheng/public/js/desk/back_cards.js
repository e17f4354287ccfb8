/** 返回修改, 拒绝, 流程作废 as three cards: who gets the case, what is lost, and how it can be undone. */

import { button, make } from "./dom.js";

const CARDS = {
	返回修改: ({ kase }) => ({
		who: `退给${kase.return_to || "上一环节"}`,
		lost: "只退一步。本环节的意见草稿作废，之前各环节的意见保留，改好后再送回来。",
		undo: "对方再次提交或同意后，申报回到本环节。",
	}),
	拒绝: ({ kase, desk }) => ({
		who: `直接退给申报人${kase.applicant_name}修改`,
		lost: desk.stages_lost.length
			? `${desk.stages_lost.join("、")}本轮的意见归档，申报人再次提交后全部环节重新审批。`
			: "申报人再次提交后全部环节重新审批。",
		undo: "申报人修改后可以再次提交，不影响本年度申报资格。",
	}),
	流程作废: ({ kase, desk }) => ({
		who: "流程到此结束，没有人再办理",
		lost: desk.void_bans
			? `依据：“流程作废……申报人当年不能再申报”。${kase.applicant_name} ${kase.declare_year} 年度所有级别都不能再申报。`
			: `${kase.applicant_name}的这份申报终止。`,
		undo: desk.void_undo_hours
			? `${desk.void_undo_hours}小时内，本环节的另一位经办人员或上级人社部门可以“撤销作废”，恢复到本环节。`
			: "作废后不能撤销。",
	}),
};

/**
 * @param {object} told {actions, case, desk, return_to} of the screen
 * @param {(action: string) => void} press opens the dialog of the action
 */
export function backCards(told, press) {
	const actions = Object.keys(CARDS).filter((action) => told.actions.includes(action));
	if (!actions.length) return null;
	const context = { kase: { ...told.case, return_to: told.return_to }, desk: told.desk };
	const cards = actions.map((action) => card(action, CARDS[action](context), press));
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
