frappe.listview_settings["Route Fault"] = {
	add_fields: ["colour", "kind", "mend_doctype", "mend_name"],
	hide_name_column: true,
	hide_name_filter: true,

	get_indicator: (doc) => [doc.colour, doc.colour === "不通" ? "red" : "orange", `colour,=,${doc.colour}`],

	button: {
		show: (doc) => doc.mend_name,
		get_label: () => "去修改",
		get_description: (doc) => `打开需要修改的记录：${doc.message || ""}`,
		action: (doc) => frappe.set_route("Form", doc.mend_doctype, doc.mend_name),
	},

	onload(list) {
		list.page.set_title("流程体检");
		if (!frappe.user.has_role("System Manager")) return;
		list.page.set_primary_action("立即体检", () =>
			frappe
				.xcall("zhicheng.api.route_check.run")
				.then((done) => {
					const text = `检查了${done.units}个单位、${done.walks}条流程：${done.red_units}个单位不通，共${done.faults}个问题。`;
					frappe.show_alert({ message: text, indicator: done.red_units ? "red" : "green" }, 10);
					list.refresh();
				}),
		);
	},
};
