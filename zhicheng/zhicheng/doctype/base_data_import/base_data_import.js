frappe.ui.form.on("Base Data Import", {
	refresh: (frm) => zhicheng.imports.show(frm),
});
