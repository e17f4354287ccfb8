frappe.listview_settings["Unit Member"] = {
	...zhicheng.status_list.settings,
	add_fields: ["status", "unit", "member_name"],

	onload: (list) => zhicheng.status_list.name_search(list, "member_name", "请输入姓名"),

	refresh(list) {
		if (list.can_create) list.page.set_primary_action("添加", () => zhicheng.member.add(), "add");
	},
};
