/** 常用筛选: kept per person in Frappe's own user settings. */

const DOCTYPE = "Title Application";
const KEY = "TitleRegister";

export async function savedFilters(report, leftOut, beforeApply) {
	let saved = await read();
	const group = "常用筛选";

	const draw = () => {
		report.page.remove_inner_button("保存当前筛选…", group);
		Object.keys(saved).forEach((name) => report.page.remove_inner_button(name, group));
		report.page.remove_inner_button("删除一个…", group);
		report.page.add_inner_button("保存当前筛选…", save, group);
		Object.keys(saved).forEach((name) => report.page.add_inner_button(name, () => apply(saved[name]), group));
		if (Object.keys(saved).length) report.page.add_inner_button("删除一个…", remove, group);
	};

	const apply = async (filters) => {
		beforeApply();
		report.set_filters({ ...Object.fromEntries(report.filters.map((field) => [field.df.fieldname, ""])), ...filters });
		report.refresh();
	};

	const save = () => {
		const field = { fieldname: "name", fieldtype: "Data", label: "名称", reqd: 1 };
		frappe.prompt([field], ({ name }) => {
			const filters = { ...report.get_filter_values() };
			leftOut.forEach((key) => delete filters[key]);
			store({ ...saved, [name]: filters });
		}, "保存当前筛选", "保存");
	};

	const remove = () => {
		const field = { fieldname: "name", fieldtype: "Select", label: "删除哪一个", options: Object.keys(saved), reqd: 1 };
		frappe.prompt([field], ({ name }) => {
			report.page.remove_inner_button(name, group);
			const rest = { ...saved };
			delete rest[name];
			store(rest);
		}, "删除常用筛选", "删除");
	};

	const store = (filters) => {
		saved = filters;
		write(filters);
		draw();
	};

	draw();
}

async function read() {
	const settings = await frappe.xcall("frappe.model.utils.user_settings.get", { doctype: DOCTYPE });
	const parsed = typeof settings === "string" ? JSON.parse(settings || "{}") : settings || {};
	return parsed[KEY] || {};
}

function write(filters) {
	return frappe.xcall("frappe.model.utils.user_settings.save", {
		doctype: DOCTYPE,
		user_settings: JSON.stringify({ [KEY]: filters }),
	});
}
