/** 单位信息表: the form follows the category, fills what the region says and shows an example. */

import { asked } from "./asked.js";
import { make } from "./dom.js";
import { tryOut } from "./try_out.js";
import { afterSave, beforeSave, showHistory, showRunning } from "./unit_changes.js";

frappe.provide("zhicheng.unit");

const BUREAUS = ["prov_hrss", "city_hrss", "cnty_hrss"];
const API = "zhicheng.api.units.";
const ALWAYS_READ_ONLY = ["lft", "rgt", "created_by_unit"];

zhicheng.unit.setup = (frm) => {
	const own = (method) => ({ query: `${API}${method}` });
	frm.set_query("unit_category", () => own("search_categories"));
	frm.set_query("region", () => ({
		...own("search_regions"),
		filters: {
			category: frm.doc.unit_category || "",
			level: (frm.guide || {}).level || "",
			is_hrss_bureau: frm.doc.is_hrss_bureau ? 1 : 0,
		},
	}));
	BUREAUS.forEach((name) => frm.set_query(name, () => own("search_bureaus")));
	frm.set_query("parent_unit", () => own("search_units"));
	frm.set_query("supervising_unit", () => ({
		...own("search_units"),
		filters: { unit_level: (frm.guide || {}).level || "" },
	}));
};

zhicheng.unit.refresh = async (frm) => {
	const counts = asked(frm, "refresh");
	show_hover_help(frm);
	const rights = await frappe.xcall(`${API}creatable`);
	if (!counts()) return;
	frm.rights = rights;
	if (frm.is_new()) await start_new(frm);
	else {
		const allowed = await frappe.xcall(`${API}allowed`, { unit: frm.doc.name });
		if (!counts()) return;
		limit_to_rights(frm, allowed);
		frm.add_custom_button("试走流程", () => tryOut(frm.doc.name));
		await showHistory(frm);
	}
	if (counts()) await zhicheng.unit.guide(frm);
};

zhicheng.unit.before_save = beforeSave;
zhicheng.unit.after_save = afterSave;

/** Category chosen: the clerk's rule says whether this is the HR bureau of its region. */
zhicheng.unit.category = async (frm) => {
	const kind = frm.rights && frm.rights.kinds.find((row) => row.category === frm.doc.unit_category);
	if (kind && frm.is_new()) {
		await frm.set_value("is_hrss_bureau", kind.is_hrss ? 1 : 0);
		const own_region = kind.region_constraint === "同区域" ? frm.rights.region : "";
		if (own_region && !frm.doc.region) await frm.set_value("region", own_region);
	}
	frm.set_value("unit_nature", "");
	await zhicheng.unit.guide(frm);
	await zhicheng.unit.fill(frm);
};

/** Marks, choices and example that follow from the category. */
zhicheng.unit.guide = async (frm) => {
	const counts = asked(frm, "guide");
	if (!frm.doc.unit_category) {
		frm.set_intro("先选择单位隶属关系，表格随之变化，并显示同类单位的填写案例。", "blue");
		return;
	}
	const guide = await ask_guide(frm);
	if (!counts()) return;
	frm.guide = guide;
	BUREAUS.forEach((name) => {
		const needed = guide.bureaus.includes(name);
		frm.toggle_display(name, needed);
		frm.toggle_reqd(name, needed);
	});
	frm.toggle_reqd("parent_unit", Boolean(frm.doc.parent_unit || !(frm.rights || {}).is_administrator));
	frm.toggle_reqd("supervising_unit", guide.supervised);
	frm.toggle_display("supervising_unit", !guide.unsupervised);
	frm.toggle_display("industry_series", Boolean(guide.is_department));
	frm.toggle_display("is_hrss_bureau", Boolean(guide.is_department));
	frm.toggle_enable("is_hrss_bureau", Boolean((frm.rights || {}).is_administrator));
	frm.set_df_property("unit_nature", "options", ["", ...guide.natures]);
	if (!frm.doc.unit_nature && guide.natures.length && frm.is_new()) frm.set_value("unit_nature", guide.natures[0]);
	show_example(frm);
};

/** Bureaus and supervising unit from region and parent; the server checks them again. */
zhicheng.unit.fill = async (frm) => {
	const counts = asked(frm, "fill");
	if (!(frm.doc.unit_category && frm.doc.region)) return;
	const { filled } = await ask_guide(frm);
	if (!counts()) return;
	Object.entries(filled.titles || {}).forEach(([name, title]) => frappe.utils.add_link_title("Unit", name, title));
	for (const [field, value] of Object.entries(filled.values || {})) {
		const keeps_own = field === "supervising_unit" && frm.doc.supervising_unit;
		if (!keeps_own) await frm.set_value(field, value || "");
	}
};

function ask_guide(frm) {
	return frappe.xcall(`${API}guide`, {
		category: frm.doc.unit_category,
		region: frm.doc.region || "",
		parent_unit: frm.doc.parent_unit || "",
		is_hrss_bureau: frm.doc.is_hrss_bureau ? 1 : 0,
	});
}

async function start_new(frm) {
	const { kinds, unit } = frm.rights;
	if (!frm.doc.parent_unit && unit) await frm.set_value("parent_unit", unit);
	if (!frm.doc.unit_category && kinds.length === 1) await frm.set_value("unit_category", kinds[0].category);
}

function limit_to_rights(frm, rights) {
	if (!rights.delete) hide_delete(frm);
	if (!rights.change) {
		frm.disable_form();
		return;
	}
	if (!rights.is_own) {
		frm.add_custom_button("在办申报", () => showRunning(frm));
		return;
	}
	frm.fields
		.filter((field) => field.df.fieldname && !rights.contact_fields.includes(field.df.fieldname))
		.filter((field) => !ALWAYS_READ_ONLY.includes(field.df.fieldname))
		.forEach((field) => frm.set_df_property(field.df.fieldname, "read_only", 1));
}

/** The menu offers 删除 by role alone; the server knows better. */
function hide_delete(frm) {
	frm.perm = frm.perm.map((level) => ({ ...level, delete: 0 }));
	frm.toolbar.refresh();
}

zhicheng.unit.hide_delete = hide_delete;

/** The manuals' hover help: the same sentence that stands below the field. */
function show_hover_help(frm) {
	frm.fields
		.filter((field) => field.df.description && field.$wrapper)
		.forEach((field) => {
			field.$wrapper.find(".control-label, .label-area").attr("title", field.df.description);
			field.$wrapper.find(".control-input, .control-value").attr("title", field.df.description);
			field.$wrapper.addClass("zb-has-help");
		});
}

function show_example(frm) {
	const { category_name, example } = frm.guide;
	const rows = example.map((line) => {
		const [label, ...rest] = line.split("：");
		return make("div", "", make("dt", "", label), make("dd", "", rest.join("：")));
	});
	const panel = make("details", "zb-example", make("summary", "", `案例：${category_name}怎样填写`), make("dl", "", ...rows));
	panel.open = frm.is_new();
	frm.set_intro("");
	frm.layout.show_message(panel.outerHTML, "blue");
}
