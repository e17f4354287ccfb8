frappe.ui.form.on("Unit Member", {
	async refresh(frm) {
		if (frm.is_new()) {
			frappe.set_route("List", "Unit Member");
			zhicheng.member.add(frm.doc.unit);
			return;
		}
		const counts = zhicheng.asked(frm, "allowed");
		const allowed = await frappe.xcall("zhicheng.api.members.allowed", { member: frm.doc.name });
		if (!counts()) return;
		if (!allowed.change) {
			zhicheng.unit.hide_delete(frm);
			frm.disable_form();
			return;
		}
		frm.add_custom_button("分配角色", () => zhicheng.member.roles(frm.doc.name));
		frm.add_custom_button("打印初始密码条", () => zhicheng.member.slip(frm.doc.name));
		frm.add_custom_button("更正身份证", () => zhicheng.member.correct(frm.doc.name));
		frm.add_custom_button("显示完整号码", () => zhicheng.member.reveal(frm));
		frm.add_custom_button("更改手机号码", () => zhicheng.member.phone(frm));
		zhicheng.account.buttons(frm, allowed, "zhicheng.api.members.", { member: frm.doc.name });
	},
});
