/** 用户管理: 添加 in two steps, as the manuals tell it (3.1.2.3). 下一步 saves, 关闭 discards. */

import { post } from "../account/server.js";
import { hold } from "./dom.js";
import { choose_roles } from "./role_lists.js";
import { offer_slip } from "./password_slip.js";

frappe.provide("zhicheng.member");

const API = "zhicheng.api.members.";

zhicheng.member.add = (unit = "") => {
	const dialog = new frappe.ui.Dialog({
		title: "添加用户（第一步：用户信息）",
		fields: [
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Unit",
				label: "所属单位",
				reqd: 1,
				default: unit || (frappe.boot.zhicheng || {}).unit || "",
				get_query: () => ({ query: "zhicheng.api.units.search_units" }),
				description: "先选择单位：本单位的申报人，或下级单位的经办人员",
			},
			{ fieldname: "member_name", fieldtype: "Data", label: "用户名（姓名）", reqd: 1, description: "与居民身份证一致" },
			{
				fieldname: "id_number",
				fieldtype: "Data",
				label: "身份证",
				reqd: 1,
				length: 18,
				description: "18位；加密保存，列表只显示前6位和后4位",
				onchange: () => show_login_name(dialog),
			},
			{ fieldname: "login_name", fieldtype: "Data", label: "登录名", read_only: 1, description: "默认为本人身份证号码" },
			{ fieldname: "mobile", fieldtype: "Data", label: "手机号码", description: "可不填" },
			{ fieldname: "job_title", fieldtype: "Data", label: "职务", description: "可不填" },
		],
		primary_action_label: "下一步",
		primary_action: (values) => hold(dialog, () => save_first_step(dialog, values)),
		secondary_action_label: "关闭",
		secondary_action: () => dialog.hide(),
	});
	dialog.show();
	return dialog;
};

zhicheng.member.roles = async (member) => {
	const rows = await frappe.xcall(`${API}roles`, { member });
	choose_roles(member, rows, () => {
		frappe.show_alert({ message: "角色已保存", indicator: "green" });
		refresh_views();
	});
};

zhicheng.member.slip = (member) => offer_slip(member);

zhicheng.member.correct = (member) => {
	const dialog = new frappe.ui.Dialog({
		title: "更正身份证",
		fields: [{ fieldname: "id_number", fieldtype: "Data", label: "正确的身份证号码", reqd: 1, length: 18 }],
		primary_action_label: "保存",
		primary_action: (values) =>
			hold(dialog, async () => {
				await post(`${API}correct_id_number`, { member, ...values });
				dialog.hide();
				frappe.show_alert({ message: "身份证号码已更正，登录名随之改变", indicator: "green" });
				refresh_views();
			}),
	});
	dialog.show();
};

async function save_first_step(dialog, values) {
	const { login_name, ...sent } = values;
	const made = await post(`${API}create`, filled(sent));
	dialog.hide();
	refresh_views();
	if (made.warning) frappe.show_alert({ message: made.warning, indicator: "orange" }, 10);
	choose_roles(made.name, made, () => offer_slip(made.name), "添加用户（第二步：用户审批权限设置）");
}

function filled(values) {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

function show_login_name(dialog) {
	const number = (dialog.get_value("id_number") || "").trim().toUpperCase();
	dialog.set_value("login_name", number);
}

function refresh_views() {
	if (window.cur_list && window.cur_list.doctype === "Unit Member") window.cur_list.refresh();
	const frm = window.cur_frm;
	if (frm && frm.doctype === "Unit Member" && !frm.is_new()) frm.reload_doc();
}

/** Wherever Frappe would open its own form for a new user, the two steps open instead. */
frappe.provide("frappe.ui.form");
frappe.ui.form.UnitMemberQuickEntryForm = class {
	constructor(doctype, after_insert, init_callback, doc) {
		this.unit = (doc || {}).unit || (frappe.route_options || {}).unit || "";
	}

	async setup() {
		frappe.route_options = null;
		zhicheng.member.add(typeof this.unit === "string" ? this.unit : "");
		return this;
	}
};

