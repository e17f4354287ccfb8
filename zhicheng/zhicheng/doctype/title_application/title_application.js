frappe.ui.form.on("Title Application", {
	setup(frm) {
		// the stock workflow menu would act without opinion, next unit and token: our own bar replaces it,
		// and Frappe need not tell a clerk at every opening that the form is read-only
		frm.states.show_actions = () => {};
		frappe.workflow.state_fields[frm.doctype] = null;
	},

	refresh(frm) {
		frm.disable_save();
		frm.page.clear_icons();
		frm.page.set_indicator(frm.doc.workflow_state, zhicheng.desk.stateColour(frm.doc.workflow_state));
		return zhicheng.desk.showCase(frm);
	},

	on_hide() {
		return zhicheng.desk.leaveCase();
	},
});
