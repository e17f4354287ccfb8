/** What people typed is text. Frappe's forms, reports, lists and dialogs draw the value of a text field as HTML and rely on a
 * filter at saving, which cuts a<b; our records keep what was typed, and it is escaped here, where it is drawn. */

const MODULE = "Zhicheng";
const TEXTS = ["Data", "Small Text", "Text", "Long Text", "Select", "Link", "Dynamic Link", "Read Only", "Autocomplete", "Code"];

/** A field of our records, or one of a dialog, which belongs to no record. */
function isOurs(df) {
	if (df.drawn_in_dialog) return true;
	const meta = df.parent && frappe.get_meta(df.parent);
	return Boolean(meta) && meta.module === MODULE;
}

/** Without a tag's sign nothing can run; where Frappe has escaped the text before, none is left. */
function isTyped(value, df) {
	return typeof value === "string" && value.includes("<") && TEXTS.includes(df.fieldtype || "Data") && isOurs(df);
}

export function drawTypedTextAsText() {
	const format = frappe.format;
	frappe.format = (value, df, options, doc) => {
		const shown = df && isTyped(value, df) ? frappe.utils.escape_html(value) : value;
		return format(shown, df, options, doc);
	};
	const input = frappe.ui.form.ControlInput.prototype;
	const draw = input.set_disp_area;
	input.set_disp_area = function setDispArea(value) {
		if (!this.df.parent) this.df.drawn_in_dialog = true;
		return draw.call(this, value);
	};
}
