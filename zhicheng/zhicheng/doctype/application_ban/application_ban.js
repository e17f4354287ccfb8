const LIFT = "解除年度限制";

frappe.ui.form.on("Application Ban", {
	refresh(frm) {
		frm.disable_save();
		// nobody writes, shares or comments on a ban: it is read here, and lifted
		$(frm.wrapper).find(".layout-side-section, .form-footer").hide();
		if (!frm.doc.active) return;
		const counts = zhicheng.asked(frm, "may lift");
		frappe.call({ method: "zhicheng.api.bans.may_lift", type: "GET", args: { ban: frm.doc.name } }).then((answer) => {
			if (answer.message && counts()) frm.add_custom_button(LIFT, () => ask(frm));
		});
	},
});

function ask(frm) {
	const person = frappe.utils.escape_html(frm.doc.person_name || "");
	const dialog = new frappe.ui.Dialog({
		title: LIFT,
		fields: [
			{ fieldname: "note", fieldtype: "HTML", options: `<p>解除后，${person} ${frm.doc.year_from} 年度可以重新申报。解除的人、时间和理由会记录下来。</p>` },
			{ fieldname: "reason", fieldtype: "Small Text", label: "解除的理由", reqd: 1 },
		],
		primary_action_label: LIFT,
		primary_action({ reason }) {
			dialog.disable_primary_action();
			frappe
				.call({ method: "zhicheng.api.bans.lift", args: { ban: frm.doc.name, reason } })
				.then((answer) => {
					dialog.hide();
					frappe.show_alert({ message: answer.message.sentence, indicator: "green" });
					frm.reload_doc();
				})
				.catch(() => dialog.enable_primary_action());
		},
		secondary_action_label: "取消",
		secondary_action: () => dialog.hide(),
	});
	dialog.show();
}
