/** 导出 of a register: what is filtered or what is ticked; whole numbers only with a reason. */

import { begin } from "./documents.js";

const MAY_SEE_NUMBERS = [
	"省人社厅经办人员(职称)", "市(州)人社局经办人员(职称)", "县(区)人社局经办人员(职称)",
	"高评办经办人员(职称)", "中评办经办人员(职称)", "初评办经办人员(职称)",
];

export function exportRegister(level, filters, names, count) {
	const everything = `全部筛选结果（${count}份）`;
	const ticked = `勾选的${names.length}份`;
	const mayAskNumbers = frappe.user_roles.some((role) => MAY_SEE_NUMBERS.includes(role));
	const dialog = new frappe.ui.Dialog({
		title: `导出${level}职称申报一览表`,
		fields: [
			{
				fieldname: "range",
				fieldtype: "Select",
				label: "导出范围",
				options: names.length ? [ticked, everything] : [everything],
				default: names.length ? ticked : everything,
				reqd: 1,
			},
			{
				fieldname: "with_numbers",
				fieldtype: "Check",
				label: "含完整的身份证号和联系电话",
				hidden: mayAskNumbers ? 0 : 1,
				description: "默认只导出掩码。完整号码属敏感个人信息，理由和行数会记入日志。",
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: "理由",
				depends_on: "with_numbers",
				mandatory_depends_on: "with_numbers",
			},
		],
		primary_action_label: "导出",
		primary_action: async (values) => {
			dialog.disable_primary_action();
			const args = { level, filters, names: values.range === ticked ? names : [], reason: values.reason || "" };
			try {
				const job = begin("register", { ...args, with_numbers: values.with_numbers ? 1 : 0 });
				dialog.hide();
				await job;
			} catch (error) {
				// the refusal has been shown by Frappe
				dialog.enable_primary_action();
				dialog.show();
			}
		},
	});
	dialog.show();
}
