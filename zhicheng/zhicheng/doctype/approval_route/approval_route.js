frappe.ui.form.on("Approval Route", {
	refresh: (frm) => zhicheng.route.refresh(frm),
	unit_category: (frm) => zhicheng.route.draw(frm),
});

frappe.ui.form.on("Approval Route Stage", {
	stage: (frm) => zhicheng.route.draw(frm),
	acting_role: (frm) => zhicheng.route.draw(frm),
	resolver: (frm) => zhicheng.route.draw(frm),
	stages_add: (frm) => zhicheng.route.draw(frm),
	stages_remove: (frm) => zhicheng.route.draw(frm),
	stages_move: (frm) => zhicheng.route.draw(frm),
});
