frappe.ui.form.on("Title Application", {
	setup(frm) {
		// the stock workflow menu would act without opinion, next unit and token: our own bar replaces it
		frm.states.show_actions = () => {};
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
