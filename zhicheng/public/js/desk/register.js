/** 职称申报一览表 of one level: filters, pages by key, saved filters, export of what is filtered or ticked. */

import { button, make } from "./dom.js";
import { exportRegister } from "./register_export.js";
import { foldFilters } from "./register_filters.js";
import { savedFilters } from "./saved_filters.js";
import { tell } from "./server.js";

frappe.provide("zhicheng.desk");

const STATUSES = ["", "办理中", "草稿", "待申报人修改", "已通过", "未通过", "已作废", "已删除"];
// where the page begins: never typed, set by the buttons
const PLACE = ["after", "before", "offset_shown"];
const PAGES = ["20", "50", "100", "200"].map((value) => ({ value, label: `每页${value}份` }));
const PAGE = "50";
// what a register puts upon Frappe's report and takes away again
const REPLACED = ["load_report", "render_summary", "get_no_result_message", "show_loading_screen"];
const OURS = [...REPLACED, ...["bar", "fold", "mark", "pages", "reading", "asked", "person", "search"].map((name) => `zc_${name}`)];
// the filters stand in the address of the report, where an ID number must not be: `person` is its keyed hash
const ID_NUMBER = /\d{17}[\dXxＸｘ]/;

// the table's filters see one page only; the words are missing in its Chinese
const TABLE = {
	checkboxColumn: true,
	serialNoColumn: false,
	inlineFilters: false,
	language: "zh",
	translations: { zh: { "{count} rows selected": { default: "已勾选 {count} 份" } } },
};

zhicheng.desk.register = function register(level) {
	const searched = async (report) => {
		const typed = String(report.get_filter_value("keyword") || "").replace(/\s/g, "");
		const [number] = typed.match(ID_NUMBER) || [];
		const mine = (report.zc_search = (report.zc_search || 0) + 1);
		put(report, "person", "");
		if (!number) return changed(report);
		put(report, "keyword", "");
		try {
			const { person, shown } = await tell("register.person", { number });
			// another search was typed meanwhile
			if (mine !== report.zc_search) return undefined;
			put(report, "person", person);
			report.zc_person = { person, shown };
		} catch (refused) {
			frappe.msgprint({ title: "没有查询", indicator: "red", message: frappe.utils.escape_html(refused.message) });
		}
		return changed(report);
	};
	const filter = (fieldname, label, fieldtype, more = {}) => ({ fieldname, label, fieldtype, on_change: once(changed), ...more });
	return {
		filters: [
			filter("declare_year", "申报年度", "Int", { default: new Date().getFullYear() }),
			filter("keyword", "姓名、单位、编号或身份证号", "Data", { on_change: once(searched) }),
			filter("person", "身份证号", "Data", { hidden: 1 }),
			filter("series", "申报系列", "Link", { options: "Title Series" }),
			filter("region", "行政区域", "Link", { options: "Region" }),
			filter("unit", "单位及其下级", "Link", { options: "Unit" }),
			filter("unit_category", "单位隶属关系", "Link", { options: "Unit Category" }),
			filter("stage", "当前环节", "Link", { options: "Approval Stage" }),
			filter("status", "状态", "Select", { options: STATUSES }),
			filter("exceptional", "破格", "Select", { options: ["", "是", "否"] }),
			filter("notice", "申报通知", "Link", {
				options: "Evaluation Notice",
				get_query: () => ({ filters: { level } }),
			}),
			filter("until", "跳到提交日期", "Date"),
			filter("page_length", "每页份数", "Select", { options: PAGES, default: PAGE }),
			...PLACE.map((fieldname) => ({ fieldname, label: fieldname, fieldtype: "Data", hidden: 1 })),
		],
		formatter(value, row, column, data, format) {
			const shown = format(plain(value), row, column, data);
			if (column.fieldname !== "applicant_name" || !data) return shown;
			return `<a href="${frappe.utils.get_form_link("Title Application", data.name)}">${shown}</a>`;
		},
		get_datatable_options: (options) => ({ ...options, ...TABLE }),
		onload: (report) => {
			leave(report);
			report.load_report = (...rest) => {
				leave(report);
				return report.load_report(...rest);
			};
			report.zc_mark = addBar(report, level);
			hearEmptied(report, "until", changed);
			hearReading(report);
			report.get_no_result_message = () => {
				report.zc_mark();
				return make("div", "zc-register-none", whyNothing(report)).outerHTML;
			};
			// the summary comes with every answer, an empty one too; it carries the keys of the pages
			report.render_summary = (summary) => {
				if (summary) report.zc_pages = summary[0];
				report.zc_reading = false;
				report.zc_mark();
			};
		},
		after_datatable_render: () => frappe.query_report && frappe.query_report.render_summary(),
	};
};

/** Applicants typed these texts, and Frappe's cells are HTML: every text is escaped, whatever its column. */
function plain(value) {
	return typeof value === "string" ? frappe.utils.escape_html(value) : value;
}

/** A bar of our own above the table: Frappe's toolbar of a report is not there on small screens. */
function addBar(report, level) {
	const earlier = button("上一页", "btn-default", () => turn(report, "before"));
	const later = button("下一页", "btn-default", () => turn(report, "after"));
	const count = make("span", "zc-register-count");
	const run = () => exportRegister(level, filtersOf(report), tickedRows(report), countOf(report));
	const person = button("", "btn-default", () => {
		put(report, "person", "");
		changed(report);
	});
	const bar = make("div", "zc-register-bar", count, person, earlier, later, button("导出", "btn-primary", run));
	report.page.main.addClass("zc-register");
	report.page.wrapper.addClass("zc-register-page");
	report.zc_bar = bar;
	report.$summary.before(bar);
	savedFilters(report, bar, level, () => without(report, PLACE), changed);
	const tellFilters = foldFilters(report, () => Object.keys(without(report, [...PLACE, "page_length"])).length);
	return () => {
		tellFilters();
		bar.setAttribute("aria-busy", Boolean(report.zc_reading));
		if (report.zc_reading) {
			count.textContent = "正在读取…";
			return;
		}
		const { next, previous } = pagesOf(report);
		const asked = report.get_filter_value("person");
		const last = report.zc_person || {};
		person.hidden = !asked;
		person.textContent = `按身份证号${asked && asked === last.person ? ` ${last.shown}` : ""}查询 ×`;
		person.title = "取消按身份证号查询";
		earlier.disabled = !previous;
		later.disabled = !next;
		const shown = (report.data || []).filter((row) => row.name);
		const range = shown.length ? `，本页第${shown[0].number}至${shown[shown.length - 1].number}份` : "";
		count.textContent = `符合条件 ${countOf(report)} 份${range}`;
	};
}

/** All reports share Frappe's page: whichever comes next finds it as Frappe made it. */
function leave(report) {
	[report.zc_bar, report.zc_fold].forEach((element) => element && element.remove());
	report.page.main.removeClass("zc-register");
	report.page.wrapper.removeClass("zc-register-page");
	report.page.page_form.removeClass("zc-folded");
	OURS.forEach((name) => delete report[name]);
}

/** An empty table says what to do. */
function whyNothing(report) {
	const until = report.get_filter_value("until");
	if (until && countOf(report) !== "0") return `${until} 及以前没有提交的申报，都在这以后。清空“跳到提交日期”即可看到全部。`;
	return "没有符合条件的申报。请核对申报年度，或去掉一些筛选条件。";
}

/** Filters as the server knows them, without the place. */
function filtersOf(report) {
	return without(report, [...PLACE, "until", "page_length"]);
}

function pagesOf(report) {
	return report.zc_pages || {};
}

function countOf(report) {
	return pagesOf(report).value || "0";
}

function tickedRows(report) {
	if (!report.datatable) return [];
	return report.datatable.rowmanager
		.getCheckedRows()
		.map((index) => report.datatable.datamanager.data[index])
		.filter((row) => row && row.name)
		.map((row) => row.name);
}

/** Frappe tells of a filter when it is left, and of the same one again half a second after the last sign was typed. */
function once(then) {
	return (report) => (askedOf(report) === report.zc_asked ? undefined : then(report));
}

/** The filters as they stand, without the place. */
function askedOf(report) {
	return JSON.stringify(without(report, PLACE));
}

function without(report, keys) {
	const filters = { ...report.get_filter_values() };
	keys.forEach((key) => delete filters[key]);
	return filters;
}

/** Other filters: the list begins anew. */
function changed(report) {
	leavePlace(report);
	read(report);
}

/** One reading at a time: until its rows stand, the keys of the pages are those of the rows before. */
function read(report) {
	// Frappe sets the filters of an address before the bar stands
	if (!report.zc_mark) return void report.refresh();
	reading(report, true);
	report.refresh();
}

function reading(report, isReading) {
	// the page shows another report by now
	if (!report.zc_mark) return;
	if (isReading) report.zc_asked = askedOf(report);
	report.zc_reading = isReading;
	report.zc_mark();
}

/** Frappe reads by itself too (its button, an address with filters), or a moment after it was told: each reading is marked. */
function hearReading(report) {
	const shows = report.show_loading_screen;
	report.show_loading_screen = (...rest) => {
		shows.apply(report, rest);
		// the request before is given up, and the new one goes out, when Frappe's own lines have run
		Promise.resolve().then(() => {
			const asked = report.last_ajax;
			reading(report, true);
			if (asked && asked.fail) asked.fail(() => asked === report.last_ajax && reading(report, false));
		});
	};
}

function turn(report, direction) {
	if (report.zc_reading) return;
	const key = pagesOf(report)[direction === "after" ? "next" : "previous"];
	if (!key) return;
	const rows = report.data || [];
	const first = rows.length ? Number(rows[0].number) : 1;
	leavePlace(report);
	put(report, direction, key);
	const earlier = Math.max(1, first - Number(report.get_filter_value("page_length") || PAGE));
	put(report, "offset_shown", String(direction === "after" ? first + rows.length : earlier));
	read(report);
}

/** Frappe overlooks that a report's date was emptied: parsed it is undefined, as if nothing had been there before. */
function hearEmptied(report, fieldname, then) {
	const field = report.get_filter(fieldname);
	field.$input.on("change", () => {
		if (field.$input.val() || !field.value) return;
		put(report, fieldname, "");
		then(report);
	});
}

function leavePlace(report) {
	PLACE.forEach((fieldname) => put(report, fieldname, ""));
}

/** Without the event that would read the list once for each of them. */
function put(report, fieldname, value) {
	const field = report.get_filter(fieldname);
	field.value = value;
	field.last_value = value;
	if (field.$input) field.$input.val(value);
}
