/** The clerk's two lists: 待办业务 and 已办业务, both read from the path table. */

import { showBatches, startBatch } from "./batch.js";
import { maintain } from "./library.js";
import { showSubstitutes } from "./substitutes.js";

frappe.provide("zhicheng.desk");

zhicheng.desk.openToDo = function openToDo() {
	frappe.route_options = { status: "待处理", stage: ["!=", "A"] };
	frappe.set_route("List", "Approval Task", "List");
};

zhicheng.desk.openDone = function openDone() {
	frappe.route_options = { status: "已处理", decided_by: frappe.session.user };
	frappe.set_route("List", "Approval Task", "List");
};

/** How long a row has waited, in words and colour. */
zhicheng.desk.waiting = function waiting(task) {
	if (task.status !== "待处理") return ["已处理", "green"];
	if (task.deadline && task.deadline < frappe.datetime.now_datetime()) return ["已超期", "red"];
	// the home page's short list knows no more than the status
	if (!task.opened_on) return ["待处理", "orange"];
	const days = frappe.datetime.get_day_diff(frappe.datetime.now_date(), task.opened_on.slice(0, 10));
	const waits = days > 0 ? `待处理${days}天` : "待处理";
	if (task.reminded_on) return [`${waits}，被催办`, "red"];
	if (!task.deadline) return [waits, days > 7 ? "red" : "orange"];
	const left = frappe.datetime.get_day_diff(task.deadline.slice(0, 10), frappe.datetime.now_date());
	return [`${waits}，${left > 0 ? `剩${left}天` : "今天截止"}`, left <= 2 || days > 7 ? "red" : "orange"];
};

const COLOURS = { 草稿: "gray", 待申报人修改: "orange", 已作废: "red", 已删除: "gray", 已通过: "green", 未通过: "red" };

/** Every stage is blue (under way); the states that are none have their own colour, always beside their word. */
zhicheng.desk.stateColour = function stateColour(state) {
	return COLOURS[state] || "blue";
};

/** 批量同意 for the ticked rows; the libraries and the substitutes of the office beside it. */
zhicheng.desk.addTaskTools = function addTaskTools(list) {
	const say = (refused) => frappe.msgprint(frappe.utils.escape_html(refused.message));
	// a second press while the first is being answered opens no second window
	const spoken = (work) => {
		let running = null;
		return () => (running = running || Promise.resolve(work()).catch(say).finally(() => (running = null)));
	};
	const ticked = () => list.get_checked_items().map((row) => row.application);
	list.page.add_inner_button("批量同意", spoken(() => startBatch([...new Set(ticked())], () => list.refresh())));
	list.page.add_inner_button("批量办理记录", spoken(showBatches), "更多");
	list.page.add_inner_button("代办登记", spoken(showSubstitutes), "更多");
	list.page.add_inner_button("维护常用意见", spoken(() => maintain("opinions")), "更多");
	list.page.add_inner_button("维护常用理由", spoken(() => maintain("reasons")), "更多");
};

/** Bulk actions of the stock list act past our own door: they are not offered. */
zhicheng.desk.tidyList = function tidyList(list) {
	list.page.clear_actions_menu();
	list.toggle_actions_menu_button = () => {};
};

/** The list's title says which list it is, by the manual's words. */
zhicheng.desk.nameTaskList = function nameTaskList(list) {
	const names = { 待处理: "待办业务", 已处理: "已办业务" };
	list.page.set_title(names[filtered(list, "status")] || "待办和已办业务");
};

zhicheng.desk.nameCaseList = function nameCaseList(list) {
	list.page.set_title(`${filtered(list, "level")}职称申报`);
};

function filtered(list, fieldname) {
	const filter = list.filter_area.get().find((row) => row[1] === fieldname && row[2] === "=");
	return filter ? filter[3] : "";
}
