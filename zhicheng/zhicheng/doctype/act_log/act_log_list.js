frappe.listview_settings["Act Log"] = {
	hide_name_column: true,
	add_fields: ["outcome"],
	get_indicator: (doc) => [doc.outcome, doc.outcome === "拒绝" ? "red" : "gray", `outcome,=,${doc.outcome}`],
	onload(list) {
		if (!frappe.user.has_role("审计管理员")) return;
		list.page.add_inner_button("导出校验链", () => ask_range());
	},
};

/** Sealed rows as a file that script/verify-act-log checks without this system. */
function ask_range() {
	frappe.prompt(
		[
			{ fieldname: "first", fieldtype: "Int", label: "从第几行", default: 1, reqd: 1 },
			{ fieldname: "last", fieldtype: "Int", label: "到第几行", description: "空：到最后一行；一次最多20万行" },
		],
		({ first, last }) =>
			open_url_post("/api/method/zhicheng.api.audit.export_chain", { first, last: last || 0 }),
		"导出校验链",
		"导出"
	);
}
