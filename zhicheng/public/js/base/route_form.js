/** 流程设计: the chart follows the grid, publishing says first what it would change, a published version is copied. */

import { drawFlowChart } from "../shared/flow_chart.js";
import { asked } from "./asked.js";
import { make } from "./dom.js";
import { tryOut } from "./try_out.js";

frappe.provide("zhicheng.route");

const API = "zhicheng.api.routes.";
const PUBLISHED = "已发布";
const FROZEN = [PUBLISHED, "已停用"];
const PAUSE = 300;

zhicheng.route.refresh = (frm) => {
	const may = frm.perm[0] && frm.perm[0].write;
	const isFrozen = FROZEN.includes(frm.doc.status);
	frm.set_df_property("status", "read_only", 1);
	if (isFrozen) frm.disable_form();
	if (isFrozen) frm.set_intro(`${frm.doc.status}的版本不能改动，正在审批的申报要照它走完。要修改请“复制为新版本”。`, "blue");
	if (may && !frm.is_new()) addButtons(frm, isFrozen);
	zhicheng.route.draw(frm);
};

function addButtons(frm, isFrozen) {
	if (isFrozen) {
		frm.add_custom_button("复制为新版本", async () => {
			const name = await frappe.xcall(`${API}new_version`, { name: frm.doc.name });
			frappe.set_route("Form", "Approval Route", name);
		});
		if (frm.doc.status === PUBLISHED) frm.add_custom_button("停用", () => stop(frm));
	} else {
		frm.add_custom_button("发布", () => publish(frm)).addClass("btn-primary");
	}
	frm.add_custom_button("试走", () => chooseUnit(frm));
}

/** Many changes in the grid make one drawing. */
zhicheng.route.draw = (frm) => {
	clearTimeout(frm.zb_drawing);
	frm.zb_drawing = setTimeout(async () => {
		const counts = asked(frm, "outline");
		const place = placeOf(frm);
		const answer = await frappe.xcall(`${API}outline`, { doc: frm.doc });
		if (!counts()) return;
		const chart = make("div", "zc-chart");
		const isDraft = !FROZEN.includes(frm.doc.status);
		const fault = isDraft && answer.fault ? make("p", "zb-way-bad", `还不能发布：${answer.fault}`) : null;
		if (fault) fault.setAttribute("role", "status");
		place.replaceChildren(...[fault, chart].filter(Boolean));
		drawFlowChart(chart, answer);
		onceLeft(frm.get_field("stages").$wrapper[0], () => counts() && showDefaults(frm, answer.nodes));
	}, PAUSE);
};

/** Frappe draws the whole grid anew, also over what is being typed there: that waits until its fields are left. */
function onceLeft(grid, draw, focused = document.activeElement) {
	const isField = focused && grid.contains(focused) && focused.matches("input:not([type=checkbox]), textarea, select");
	if (isField) focused.addEventListener("focusout", (event) => onceLeft(grid, draw, event.relatedTarget), { once: true });
	else draw();
}

/** A cell left empty shows, in grey, what the stage brings along. */
function showDefaults(frm, nodes) {
	const grid = frm.get_field("stages").grid;
	const planned = new Map(nodes.map((node) => [node.stage, node]));
	const inGrey = (words) => `<span class="text-muted">${frappe.utils.escape_html(words)}</span>`;
	const shown = {
		acting_role: (node) => node.who,
		resolver: (node) => node.unit_name,
		deadline_days: () => "不限",
	};
	for (const [fieldname, brought] of Object.entries(shown)) {
		grid.update_docfield_property(fieldname, "formatter", (value, df, options, row) => {
			const node = row && planned.get(row.stage);
			return value || !node ? frappe.utils.escape_html(String(value || "")) : inGrey(brought(node) || "");
		});
		grid.grid_rows.forEach((row) => row.refresh_field(fieldname));
	}
}

function placeOf(frm) {
	const grid = frm.get_field("stages").$wrapper[0];
	let place = grid.parentElement.querySelector(".zb-route-chart");
	if (!place) {
		place = make("div", "zb-route-chart");
		grid.before(place);
	}
	return place;
}

async function publish(frm) {
	if (frm.is_dirty()) await frm.save();
	const { name } = frm.doc;
	const counts = asked(frm, "publish");
	const told = await frappe.xcall(`${API}changes`, { doc: frm.doc });
	if (!counts()) return;
	const lines = told.lines.map((line) => `<li>${frappe.utils.escape_html(line)}</li>`).join("");
	const text = `<p>发布后，${told.units}个单位的新申报走这个版本；正在审批的${told.running}份申报仍走原来的版本。</p>`;
	frappe.confirm(`${text}<ul>${lines}</ul><p>发布后不能再改动，确定发布吗？</p>`, async () => {
		await frappe.xcall(`${API}publish`, { name });
		frappe.show_alert({ message: "已发布，审批流程已更新。", indicator: "green" });
		frm.reload_doc();
	});
}

async function stop(frm) {
	const { name } = frm.doc;
	const counts = asked(frm, "stop");
	const told = await frappe.xcall(`${API}stopping`, { name });
	if (!counts()) return;
	const after = told.instead
		? `停用后，${told.units}个单位的新申报改走“${frappe.utils.escape_html(told.instead)}”。`
		: `停用后没有别的版本可走，${told.units}个单位的新申报将<b>不能提交</b>，流程体检会报告。`;
	const running = told.running ? `正在按它审批的${told.running}份申报照旧走完。` : "现在没有申报按它审批。";
	frappe.warn("停用这个版本", `<p>${after}</p><p>${running}</p><p>停用后不能再启用，需要时可以复制为新版本。</p>`, async () => {
		await frappe.xcall(`${API}stop`, { name });
		frappe.show_alert({ message: "已停用。", indicator: "green" });
		frm.reload_doc();
	}, "停用");
}

async function chooseUnit(frm) {
	if (frm.is_dirty()) await frm.save();
	const { name, level } = frm.doc;
	const counts = asked(frm, "try out");
	const units = await frappe.xcall(`${API}units_to_try`, { route: name });
	if (!counts()) return;
	if (!units.length) {
		frappe.msgprint("还没有这种隶属关系的单位，无法试走。");
		return;
	}
	const options = units.map((row) => ({ value: row.unit, label: row.label }));
	const fields = [{ fieldname: "unit", label: "单位", fieldtype: "Select", reqd: 1, options, default: options[0].value }];
	frappe.prompt(fields, ({ unit }) => tryOut(unit, { route: name, level }), "选择试走的单位", "试走");
}
