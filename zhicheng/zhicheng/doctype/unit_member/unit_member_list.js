frappe.listview_settings["Unit Member"] = {
	add_fields: ["status", "unit", "member_name"],
	hide_name_column: true,
	hide_name_filter: true,

	get_indicator: (doc) =>
		doc.status === "停用" ? ["停用", "gray", "status,=,停用"] : ["启用", "green", "status,=,启用"],

	onload(list) {
		const key = list.page.fields_dict.name;
		if (key) key.$wrapper.hide();
		const search = list.page.fields_dict.member_name;
		if (search) search.$input.attr("placeholder", "请输入姓名").attr("aria-label", "请输入姓名");
	},

	refresh(list) {
		if (list.can_create) list.page.set_primary_action("添加", () => zhicheng.member.add(), "add");
	},
};
