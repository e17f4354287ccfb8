/** 单位变更: the running cases that a change touches, each kept or re-routed by choice; the unit's dated history. */

import { post } from "../account/server.js";
import { newToken } from "../desk/server.js";
import { asked } from "./asked.js";
import { make } from "./dom.js";

const API = "zhicheng.api.repair.";
const KEEP = "保持";
const REROUTE = "改派";
const EXPLAINED =
	"已办理的环节、意见和打印件都不会改变。选“保持”的申报按原流程继续，当前环节仍由现在的单位办理，" +
	"以后各环节的单位按单位信息查找；选“改派”的按单位变更后的流程继续。以后还可以在单位表单的“在办申报”中改派。";
const UNTOUCHED = "都按原流程继续，没有要您选择的：已办理的环节、意见和打印件不变，每份的原因见“处理”。";

/** Before saving: nothing is saved until whoever saves has seen the cases. Sets `frappe.validated`. */
export async function beforeSave(frm) {
	if (frm.is_new()) return;
	frm.reroutes = null;
	const { doc } = frm;
	let touched;
	try {
		touched = await post(`${API}preview`, { doc: JSON.stringify(doc) });
	} catch (refused) {
		frappe.validated = false;
		frappe.msgprint({ title: "不能保存", message: frappe.utils.escape_html(refused.message), indicator: "red" });
		return;
	}
	// who has gone on to another unit meanwhile saves neither
	if (frm.docname !== doc.name) {
		frappe.validated = false;
		return;
	}
	doc.cases_seen = touched.total;
	if (!touched.total && !touched.waiting) return;
	const chosen = await choose(touched, `修改${touched.changed.join("、")}`, "保存单位");
	if (chosen) frm.reroutes = chosen;
	else frappe.validated = false;
}

export async function afterSave(frm) {
	const chosen = frm.reroutes;
	frm.reroutes = null;
	if (chosen && chosen.rows.length) await send(chosen);
}

/** 在办申报: the same list at any later time. */
export async function showRunning(frm) {
	const counts = asked(frm, "running");
	const touched = await frappe.xcall(`${API}running`, { unit: frm.doc.name });
	if (!counts()) return;
	if (!touched.total) {
		frappe.msgprint("本单位现在没有在办的申报。");
		return;
	}
	const chosen = await choose(touched, "在办申报", "确定改派");
	if (chosen && chosen.rows.length) await send(chosen);
}

/** 单位沿革, below the form. */
export async function showHistory(frm) {
	const place = frm.get_field("history_view").$wrapper[0];
	const counts = asked(frm, "history");
	const rows = await frappe.xcall(`${API}history`, { unit: frm.doc.name });
	if (!counts()) return;
	if (!rows.length) {
		place.replaceChildren(make("p", "text-muted", "自添加以来，名称、隶属关系、上级机构、主管部门和行政区域没有变更。"));
		return;
	}
	const head = ["自", "至", "单位名称", "单位隶属关系", "上级机构", "主管部门", "行政区域", "修改人"];
	const lines = rows.map((row) => [
		day(row.valid_from), row.valid_to ? day(row.valid_to) : "现在", row.unit_name, row.category_name, row.parent_name,
		row.supervising_name, row.region_name, row.changed_by_name,
	]);
	place.replaceChildren(make("div", "zb-wide", table(head, lines)));
}

function choose(touched, title, label) {
	return new Promise((resolve) => {
		let answer = null;
		const dialog = new frappe.ui.Dialog({
			title,
			size: "extra-large",
			fields: [
				{ fieldname: "list", fieldtype: "HTML" },
				{ fieldname: "reason", fieldtype: "Data", label: "改派理由", length: 200, description: "申报人和办理单位都会看到" },
			],
			primary_action_label: label,
			primary_action: ({ reason }) => {
				const rows = touched.rows.filter((row) => row.choice && row.choice.value === REROUTE);
				if (rows.length && !(reason || "").trim()) {
					dialog.get_field("reason").$input.focus();
					fault.hidden = false;
					return;
				}
				answer = { rows, reason: (reason || "").trim() };
				dialog.hide();
			},
			secondary_action_label: "取消",
			secondary_action: () => dialog.hide(),
		});
		const fault = make("p", "zb-fault", "请填写改派理由。");
		fault.setAttribute("role", "alert");
		fault.hidden = true;
		const reason = dialog.get_field("reason");
		reason.$wrapper.toggle(touched.rows.some((row) => row.can));
		reason.$wrapper.append(fault);
		dialog.get_field("list").$wrapper[0].replaceChildren(...listed(touched));
		dialog.onhide = () => resolve(answer);
		dialog.show();
	});
}

function listed(touched) {
	const { rows, total, waiting, below } = touched;
	const hidden = total - rows.length;
	const able = rows.filter((row) => row.can);
	const count = `${total}份在办申报${touched.changed && able.length ? "受影响" : ""}。`;
	const parts = [
		make("p", "", make("strong", "", count), able.length ? EXPLAINED : rows.length ? UNTOUCHED : ""),
		waiting ? make("p", "text-muted", `另有${waiting}份其他单位的申报正等待本单位办理，不受影响，只按新的名称显示。`) : "",
		below ? make("p", "text-muted", `下级单位有${below}份在办申报，流程不变；能查看它们的上级单位随新的上级机构改变。`) : "",
		hidden > 0 ? make("p", "text-muted", `有${hidden}份没有列出（您无权查看，或超过200份）：保持原流程。`) : "",
	];
	if (able.length > 1) parts.push(make("p", "zb-all", all(able, KEEP, "全部保持"), " ", all(able, REROUTE, "全部改派")));
	if (rows.length) parts.push(make("div", "zb-wide zb-cases", table(["申报", "现在的环节和单位", "处理"], rows.map(line))));
	return parts.filter(Boolean);
}

function line(row) {
	const who = make(
		"div", "", make("strong", "", row.applicant_name), make("div", "text-muted", `${row.application_no}　${row.level} · ${row.series}`)
	);
	const now = make("div", "", row.workflow_state, make("div", "text-muted", row.current_unit_name || ""));
	if (!row.can) return [who, now, make("div", "", KEEP, make("div", "text-muted", row.sentence))];
	row.choice = make("select", "form-control input-sm");
	row.choice.setAttribute("aria-label", `${row.applicant_name}的申报`);
	row.choice.append(make("option", "", KEEP), make("option", "", REROUTE));
	return [who, now, make("div", "", row.choice, make("div", "text-muted", `改派后：${row.to_unit_name}，${row.route_title}`))];
}

function all(rows, choice, label) {
	const element = make("button", "btn btn-xs btn-default", label);
	element.type = "button";
	element.addEventListener("click", () => rows.forEach((row) => (row.choice.value = choice)));
	return element;
}

/** One by one through the one door; what was refused is told with its sentence, the others are done. */
async function send({ rows, reason }) {
	const refused = [];
	for (const [index, row] of rows.entries()) {
		frappe.show_progress("改派", index, rows.length, row.applicant_name);
		const args = { application: row.name, step: row.step, token: newToken(), reason };
		try {
			await post(`${API}reroute`, args);
		} catch (failure) {
			refused.push([row.applicant_name, row.application_no, failure.message]);
		}
	}
	// closed a moment later: a window that still fades in does not hear that it is to close, and would stay for good
	frappe.show_progress("改派", rows.length, rows.length, "", true);
	const done = rows.length - refused.length;
	if (!refused.length) {
		frappe.show_alert({ message: `已改派${done}份申报`, indicator: "green" });
		return;
	}
	const dialog = new frappe.ui.Dialog({ title: `已改派${done}份，${refused.length}份没有改派`, size: "large" });
	dialog.$body.append(table(["申报人", "申报编号", "原因"], refused));
	dialog.show();
}

function table(head, rows) {
	const body = rows.map((cells) => make("tr", "", ...cells.map((cell) => make("td", "", cell || ""))));
	const element = make("table", "table table-bordered", make("thead", "", make("tr", "", ...head.map((text) => make("th", "", text)))));
	element.append(make("tbody", "", ...body));
	return element;
}

function day(value) {
	return frappe.datetime.str_to_user(value).slice(0, 16);
}
