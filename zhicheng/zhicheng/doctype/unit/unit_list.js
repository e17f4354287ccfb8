frappe.listview_settings.Unit = {
	...zhicheng.status_list.settings,
	add_fields: ["status", "unit_category", "region"],

	onload(list) {
		zhicheng.status_list.name_search(list, "unit_name", "请输入单位");
		list.page.add_inner_button("查询", () => list.refresh());
		list.page.add_inner_button("单位树", () => frappe.set_route("Tree", "Unit"));
	},

	refresh(list) {
		if (list.can_create) list.page.set_primary_action("新增", () => frappe.new_doc("Unit"), "add");
	},
};
