/** Step 2: roles move from left to right by double click, Enter, or the buttons between the lists. */

import { post } from "../account/server.js";
import { button, hold, make } from "./dom.js";

/** `rows`: {held, offered}. Roles held but not the user's to take away stay where they are. */
export function choose_roles(member, rows, after, title = "用户审批权限设置") {
	const fixed = rows.held.filter((role) => !rows.offered.includes(role));
	const left = list_box("可选角色", rows.offered.filter((role) => !rows.held.includes(role)));
	const right = list_box("已分配角色", rows.held, fixed);
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: [{ fieldname: "lists", fieldtype: "HTML" }],
		primary_action_label: "保存",
		primary_action: () =>
			hold(dialog, async () => {
				const roles = [...right.select.options].map((option) => option.value);
				await post("zhicheng.api.members.assign_roles", { member, roles: JSON.stringify(roles) });
				dialog.hide();
				after();
			}),
		secondary_action_label: "关闭",
		secondary_action: () => dialog.hide(),
	});
	dialog.fields_dict.lists.$wrapper.append(both(left, right));
	dialog.show();
	left.select.focus();
}

function both(left, right) {
	const give = () => move(left.select, right.select);
	const take = () => move(right.select, left.select);
	wire(left.select, give, "ArrowRight");
	wire(right.select, take, "ArrowLeft");
	const between = make(
		"div",
		"zb-between",
		button("分配 ▶", "btn-default", give),
		button("◀ 取消", "btn-default", take)
	);
	const hint = make("p", "zb-hint", "双击左边的角色即分配给该用户，双击右边的取消；也可选中后按回车键或用中间的按钮。");
	const none = left.select.options.length ? null : make("p", "zb-hint", "没有其他可分配的角色。经办人员的角色由上级单位分配。");
	return make("div", "", make("div", "zb-lists", left.box, between, right.box), hint, none);
}

function list_box(label, roles, fixed = []) {
	const select = make("select", "form-control zb-select");
	select.multiple = true;
	select.size = 9;
	select.setAttribute("aria-label", label);
	roles.forEach((role) => select.append(option(role, fixed.includes(role))));
	return { select, box: make("label", "zb-list", make("span", "zb-list-title", label), select) };
}

function option(role, is_fixed) {
	const element = make("option", "", is_fixed ? `${role}（由上级单位分配）` : role);
	element.value = role;
	element.disabled = is_fixed;
	return element;
}

function wire(select, act, arrow) {
	select.addEventListener("dblclick", act);
	select.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" && event.key !== arrow) return;
		event.preventDefault();
		event.stopPropagation();
		act();
	});
}

function move(from, to) {
	const chosen = [...from.selectedOptions];
	chosen.forEach((element) => to.append(element));
	if (!chosen.length) frappe.show_alert({ message: "请先选中一个角色", indicator: "orange" });
	(from.options.length ? from : to).focus();
}
