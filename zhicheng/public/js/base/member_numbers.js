/** ID number and telephone of a user stand masked in the form: 显示完整号码 asks why, 更改手机号码 takes a new one. */

import { post } from "../account/server.js";
import { askWhy } from "./ask_why.js";
import { asked } from "./asked.js";
import { hold } from "./dom.js";

frappe.provide("zhicheng.member");

const API = "zhicheng.api.members.";
const SHOWN = ["id_masked", "mobile_masked"];

/** The whole numbers stand in the form until it is drawn anew; they are never part of what is saved. */
zhicheng.member.reveal = (frm) =>
	askWhy("审计管理员", async (reason) => {
		const counts = asked(frm, "reveal");
		const numbers = await post(`${API}reveal`, { member: frm.doc.name, reason });
		// never one person's number in another one's form
		if (!counts()) return;
		for (const fieldname of SHOWN) {
			const place = frm.fields_dict[fieldname].$wrapper[0].querySelector(".control-value");
			if (place && numbers[fieldname]) place.textContent = numbers[fieldname];
		}
	});

zhicheng.member.phone = (frm) => {
	const dialog = new frappe.ui.Dialog({
		title: "更改手机号码",
		fields: [
			{ fieldname: "mobile", fieldtype: "Data", label: "新的手机号码", length: 11, description: "11位；留空即删去原来的号码" },
		],
		primary_action_label: "保存",
		primary_action: ({ mobile }) =>
			hold(dialog, async () => {
				await post(`${API}correct_mobile`, { member: frm.doc.name, mobile: (mobile || "").trim() });
				dialog.hide();
				frappe.show_alert({ message: "手机号码已保存", indicator: "green" });
				frm.reload_doc();
			}),
	});
	dialog.show();
};
