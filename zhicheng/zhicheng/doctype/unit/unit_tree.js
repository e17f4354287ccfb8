frappe.treeview_settings.Unit = {
	title: "单位管理",
	breadcrumb: "Zhicheng",
	get_tree_nodes: "zhicheng.api.units.tree_nodes",
	get_label: (node) =>
		frappe.utils.escape_html(node.title || (node.is_root && (frappe.boot.zhicheng || {}).unit_name) || "全部单位"),
	disable_add_node: true,
	extend_toolbar: false,
	toolbar: [
		{
			label: "查看",
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", "Unit", node.data.value),
		},
		{
			label: "新增下级单位",
			condition: (node) => !node.is_root && frappe.model.can_create("Unit"),
			click: (node) => frappe.new_doc("Unit", { parent_unit: node.data.value }),
		},
		{
			label: "用户",
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("List", "Unit Member", { unit: node.data.value }),
		},
	],
	menu_items: [],
	onload: (tree) => tree.page.add_inner_button("列表", () => frappe.set_route("List", "Unit")),
};
