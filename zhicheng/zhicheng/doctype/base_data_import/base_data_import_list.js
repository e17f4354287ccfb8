frappe.listview_settings["Base Data Import"] = {
	add_fields: ["status", "kind"],
	hide_name_column: true,
	hide_name_filter: true,

	get_indicator(doc) {
		const colours = { 检查通过: "blue", 已完成: "green", 有错误: "red", 部分失败: "orange", 中断: "orange", 导入中: "blue", 检查中: "blue" };
		return [doc.status, colours[doc.status] || "gray", `status,=,${doc.status}`];
	},

	refresh: (list) => list.page.set_primary_action("新的导入", () => zhicheng.imports.begin(), "add"),
};
