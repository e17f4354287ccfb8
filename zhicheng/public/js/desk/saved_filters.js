/** 常用筛选: kept per person and register in Frappe's own user settings. */

import { button, make } from "./dom.js";

// the register's own records: Frappe's list of the applications writes its settings whole, as it last knew them
const OWN = "Register Entry";
// once the three registers had their filters in common; they are shown in each until saved anew or deleted there
const [LISTED, COMMON] = ["Title Application", "TitleRegister"];

/** @param {function(): object} current the filters worth keeping, as they stand */
export async function savedFilters(report, bar, level, current, changed) {
	const place = `${COMMON}:${level}`;
	let saved = await read(place);
	const choice = make("select", "form-control input-xs zc-register-saved");
	choice.setAttribute("aria-label", "常用筛选");
	choice.addEventListener("change", () => apply(choice.value));
	const keep = button("保存筛选", "btn-default", () => ask("保存当前筛选", "保存", {}, save));
	const drop = button("删除筛选", "btn-default", () =>
		ask("删除常用筛选", "删除", { fieldtype: "Select", options: Object.keys(saved.shown) }, remove)
	);

	const draw = () => {
		const names = Object.keys(saved.shown);
		choice.replaceChildren(...["常用筛选…", ...names].map((name, number) => new Option(name, number ? name : "")));
		choice.hidden = drop.hidden = !names.length;
	};

	const apply = async (name) => {
		if (!saved.shown[name]) return;
		const filters = saved.own[name] || (await fitting(name, saved.shown[name], level));
		const empty = Object.fromEntries(report.filters.map((field) => [field.df.fieldname, ""]));
		report.set_filters({ ...empty, ...filters });
		changed(report);
	};

	const save = async ({ name }) => {
		const filters = current();
		const taken = (await read(place)).shown[name];
		if (taken && !(await agreed(`已经有“${name}”，要用现在的筛选替换它吗？`, "替换"))) return;
		await store((own) => ({ ...own, [name]: filters }));
	};

	// an empty one hides the common one of this name here; the other registers keep it
	const remove = ({ name }) => store(({ [name]: _gone, ...rest }, common) => (name in common ? { ...rest, [name]: null } : rest));

	// another window may have saved in the meantime: its filters stay; what is shown as saved is saved
	const store = async (change) => {
		const { own, common } = await read(place);
		await write(place, change(own, common));
		saved = await read(place);
		draw();
	};

	draw();
	bar.append(choice, keep, drop);
}

/** A common filter may name the notice of another level, which this register does not know. */
async function fitting(name, { notice, ...filters }, level) {
	if (!notice) return filters;
	const known = await frappe.db.get_value("Evaluation Notice", notice, "level").catch(() => null);
	const found = known && known.message && known.message.level;
	if (found === level) return { notice, ...filters };
	const message = `“${name}”里的申报通知不属于${level}一览表，已略去，其余条件照用；请核对后重新保存。`;
	frappe.show_alert({ message: frappe.utils.escape_html(message), indicator: "orange" }, 15);
	return filters;
}

function ask(title, label, more, then) {
	const run = (values) =>
		then(values).catch(() => frappe.msgprint({ title: "没有保存", indicator: "red", message: "常用筛选没有改动，请检查网络后再试。" }));
	frappe.prompt([{ fieldname: "name", fieldtype: "Data", label: "名称", reqd: 1, ...more }], run, title, label);
}

/** True when the button of the dialog was pressed, false however else it was closed. */
function agreed(question, label) {
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title: label,
			primary_action_label: label,
			primary_action: () => {
				resolve(true);
				dialog.hide();
			},
			secondary_action_label: "取消",
			secondary_action: () => dialog.hide(),
		});
		dialog.onhide = () => resolve(false);
		dialog.$body.append(make("p", "zc-line", question));
		dialog.show();
	});
}

/** `own` of this register, `common` of all three, `shown`: what this register offers. */
async function read(place) {
	const [kept, listed] = await Promise.all([OWN, LISTED].map(settingsOf));
	const [own, common] = [kept[place] || {}, listed[COMMON] || {}];
	const shown = Object.fromEntries(Object.entries({ ...common, ...own }).filter(([, filters]) => filters));
	return { own, common, shown };
}

async function settingsOf(doctype) {
	const settings = await frappe.xcall("frappe.model.utils.user_settings.get", { doctype });
	return typeof settings === "string" ? JSON.parse(settings || "{}") : settings || {};
}

function write(place, filters) {
	return frappe.xcall("frappe.model.utils.user_settings.save", {
		doctype: OWN,
		user_settings: JSON.stringify({ [place]: filters }),
	});
}
