/** What the lists of units and of people share: 启用 or 停用 as the mark, one search box named for what it takes. */

frappe.provide("zhicheng.status_list");

zhicheng.status_list.settings = {
	hide_name_column: true,
	hide_name_filter: true,
	get_indicator: (doc) =>
		doc.status === "停用" ? ["停用", "gray", "status,=,停用"] : ["启用", "green", "status,=,启用"],
};

/** Hides the box for the record's key and names the box of `fieldname` by `words`. */
zhicheng.status_list.name_search = (list, fieldname, words) => {
	const key = list.page.fields_dict.name;
	if (key) key.$wrapper.hide();
	const search = list.page.fields_dict[fieldname];
	if (search) search.$input.attr("placeholder", words).attr("aria-label", words);
};
