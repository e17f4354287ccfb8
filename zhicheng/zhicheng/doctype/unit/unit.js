frappe.ui.form.on("Unit", {
	setup: (frm) => zhicheng.unit.setup(frm),
	refresh: (frm) => zhicheng.unit.refresh(frm),
	before_save: (frm) => zhicheng.unit.before_save(frm),
	after_save: (frm) => zhicheng.unit.after_save(frm),
	unit_category: (frm) => zhicheng.unit.category(frm),
	region: (frm) => zhicheng.unit.fill(frm),
	parent_unit: (frm) => zhicheng.unit.fill(frm),
	is_hrss_bureau: (frm) => zhicheng.unit.fill(frm),
});
