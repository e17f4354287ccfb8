frappe.listview_settings["Evaluation Notice"] = {
	add_fields: ["status"],
	hide_name_column: true,
	hide_name_filter: true,

	get_indicator: (doc) => [doc.status, { 发布: "green", 草稿: "orange" }[doc.status] || "gray", `status,=,${doc.status}`],
};
