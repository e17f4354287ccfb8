frappe.listview_settings.Unit = {
	add_fields: ["status", "unit_category", "region"],
	hide_name_column: true,
	hide_name_filter: true,

	get_indicator: (doc) =>
		doc.status === "停用" ? ["停用", "gray", "status,=,停用"] : ["启用", "green", "status,=,启用"],

	onload(list) {
		const key = list.page.fields_dict.name;
		if (key) key.$wrapper.hide();
		const search = list.page.fields_dict.unit_name;
		if (search) search.$input.attr("placeholder", "请输入单位").attr("aria-label", "请输入单位");
		list.page.add_inner_button("查询", () => list.refresh());
		list.page.add_inner_button("单位树", () => frappe.set_route("Tree", "Unit"));
	},

	refresh(list) {
		if (list.can_create) list.page.set_primary_action("新增", () => frappe.new_doc("Unit"), "add");
	},
};
