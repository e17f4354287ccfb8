/** 常用筛选: kept per person in Frappe's own user settings. */

import { button, make } from "./dom.js";

const DOCTYPE = "Title Application";
const KEY = "TitleRegister";

/** @param {function(): object} current the filters worth keeping, as they stand */
export async function savedFilters(report, bar, current, changed) {
	let saved = await read();
	const choice = make("select", "form-control input-xs zc-register-saved");
	choice.setAttribute("aria-label", "常用筛选");
	choice.addEventListener("change", () => apply(saved[choice.value]));
	const keep = button("保存筛选", "btn-default", () => ask("保存当前筛选", "保存", {}, save));
	const drop = button("删除筛选", "btn-default", () =>
		ask("删除常用筛选", "删除", { fieldtype: "Select", options: Object.keys(saved) }, remove)
	);

	const draw = () => {
		const names = Object.keys(saved);
		choice.replaceChildren(...["常用筛选…", ...names].map((name, number) => new Option(name, number ? name : "")));
		choice.hidden = drop.hidden = !names.length;
	};

	const apply = (filters) => {
		if (!filters) return;
		const empty = Object.fromEntries(report.filters.map((field) => [field.df.fieldname, ""]));
		report.set_filters({ ...empty, ...filters });
		changed(report);
	};

	const save = ({ name }) => {
		const filters = current();
		return store((before) => ({ ...before, [name]: filters }));
	};

	const remove = ({ name }) => store(({ [name]: _gone, ...rest }) => rest);

	// another window may have saved in the meantime: its filters stay; what is shown as saved is saved
	const store = async (change) => {
		const filters = change(await read());
		await write(filters);
		saved = filters;
		draw();
	};

	draw();
	bar.append(choice, keep, drop);
}

function ask(title, label, more, then) {
	const run = (values) =>
		then(values).catch(() => frappe.msgprint({ title: "没有保存", indicator: "red", message: "常用筛选没有改动，请检查网络后再试。" }));
	frappe.prompt([{ fieldname: "name", fieldtype: "Data", label: "名称", reqd: 1, ...more }], run, title, label);
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
