frappe.ui.form.on("Approval Task", {
	// a row of the path is no page of its own: it opens its case
	refresh(frm) {
		frappe.route_flags.replace_route = true;
		frappe.set_route("Form", "Title Application", frm.doc.application);
	},
});
