frappe.listview_settings["Approval Task"] = {
	add_fields: ["application", "status", "opened_on", "deadline", "decided_on", "decided_by", "action", "reminded_on"],
	hide_name_column: true,

	onload(list) {
		zhicheng.desk.tidyList(list);
		zhicheng.desk.addTaskTools(list);
		list.page.add_inner_button("待办业务", () => zhicheng.desk.openToDo());
		list.page.add_inner_button("已办业务", () => zhicheng.desk.openDone());
	},

	refresh(list) {
		zhicheng.desk.nameTaskList(list);
	},

	get_indicator(task) {
		const [text, colour] = zhicheng.desk.waiting(task);
		return [text, colour, `status,=,${task.status}`];
	},

	formatters: {
		// month, day and time: the year is the declaration's
		opened_on: (value) => (value ? value.slice(5, 16) : ""),
	},

	get_form_link(task) {
		return frappe.utils.get_form_link("Title Application", task.application);
	},

	button: {
		show: (task) => Boolean(task.application),
		get_label: (task) => (task.status === "待处理" ? "业务办理" : "查看业务"),
		get_description: (task) => `打开${task.applicant_name}的申报`,
		action: (task) => frappe.set_route("Form", "Title Application", task.application),
	},
};
