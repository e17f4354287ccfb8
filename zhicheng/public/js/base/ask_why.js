/** 显示完整号码: asks for the reason, which the log keeps; `show` gets it and may refuse with a sentence. */

const SHORTEST = 4;

export function askWhy(who, show) {
	const dialog = new frappe.ui.Dialog({
		title: "显示完整号码",
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: "理由",
				reqd: 1,
				description: `例如：核对身份证原件、电话通知补材料。理由记入日志，${who}能看到谁、何时、为什么看过。`,
			},
		],
		primary_action_label: "显示",
		primary_action: async ({ reason }) => {
			if (reason.trim().length < SHORTEST) {
				frappe.show_alert({ message: "理由不少于4个字。", indicator: "orange" });
				return;
			}
			dialog.disable_primary_action();
			try {
				await show(reason);
				dialog.hide();
			} catch (refused) {
				frappe.msgprint({ title: "不能显示", indicator: "red", message: frappe.utils.escape_html(refused.message) });
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}
