/** 解除锁定 and 重置二次验证, on the form of a person of a unit and on that of an account without one. */

import { post } from "../account/server.js";
import { asked } from "./asked.js";

frappe.provide("zhicheng.account");

const LOST = "对方确实丢失或更换了手机吗？请当面或电话核实身份。重置后，对方下次登录时须重新设置二次验证，现有的登录全部结束。";

zhicheng.account.buttons = (frm, state, api, who) => {
	const act = async (method, said) => {
		try {
			await post(api + method, who);
			frappe.show_alert({ message: said, indicator: "green" });
			frm.reload_doc();
		} catch (refusal) {
			frappe.msgprint({ title: "没有办成", message: frappe.utils.escape_html(refusal.message), indicator: "red" });
		}
	};
	if (state.locked) frm.add_custom_button("解除锁定", () => act("unlock", "已解除锁定，原密码可以继续使用"));
	if (state.second_factor) {
		frm.add_custom_button("重置二次验证", () =>
			frappe.confirm(LOST, () => act("reset_second_factor", "二次验证已重置"))
		);
	}
};

frappe.ui.form.on("User", {
	async refresh(frm) {
		frm.toggle_display(["mobile_no", "phone"], false);
		if (frm.is_new()) return;
		const counts = asked(frm, "state");
		const state = await frappe.xcall("zhicheng.api.admins.state", { user: frm.doc.name });
		if (!counts()) return;
		zhicheng.account.buttons(frm, state, "zhicheng.api.admins.", { user: frm.doc.name });
	},
});
