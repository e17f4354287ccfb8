/** The lists of 常用意见 and 常用理由: the text first, and in words where nothing is chosen, which means everywhere. */

frappe.provide("zhicheng");

/** @param {object} anywhere what an empty field means, by fieldname */
zhicheng.library_list = (anywhere) => ({
	hide_name_column: true,
	hide_name_filter: true,
	formatters: Object.fromEntries(
		Object.entries(anywhere).map(([fieldname, words]) => [fieldname, (value, df, row) => shown(value, df, row) || words])
	),
});

/** What is chosen, a linked record by the title that its list brings along. */
function shown(value, df, row) {
	const { title_field: titled } = df.fieldtype === "Link" ? frappe.get_meta(df.options) || {} : {};
	return frappe.utils.escape_html((titled && row[`${df.fieldname}_${titled}`]) || value || "");
}
