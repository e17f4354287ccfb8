/** 职称申报一览表 of one level: the same filters for all three, a row opens its case. */

frappe.provide("zhicheng.desk");

zhicheng.desk.register = function register() {
	return {
		filters: [
			{ fieldname: "declare_year", label: "申报年度", fieldtype: "Int", default: new Date().getFullYear() },
			{ fieldname: "series", label: "申报系列", fieldtype: "Link", options: "Title Series" },
			{ fieldname: "unit_category", label: "单位隶属关系", fieldtype: "Link", options: "Unit Category" },
			{ fieldname: "keyword", label: "姓名、编号或单位", fieldtype: "Data" },
		],
		formatter(value, row, column, data, format) {
			const shown = format(value, row, column, data);
			if (column.fieldname !== "applicant_name" || !data) return shown;
			return `<a href="/app/title-application/${encodeURIComponent(data.name)}">${shown}</a>`;
		},
	};
};
