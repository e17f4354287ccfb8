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
const mayHoldTag = (value) => typeof value === "string" && value.includes("<");

/** The title of a linked record, which Frappe puts between tags as it is. */
function withPlainTitles(work) {
	return function draw(...asked) {
		const told = frappe.utils.get_link_title;
		frappe.utils.get_link_title = (...sought) => {
			const title = told.apply(frappe.utils, sought);
			return mayHoldTag(title) ? frappe.utils.escape_html(title) : title;
		};
		try {
			return work.apply(this, asked);
		} finally {
			frappe.utils.get_link_title = told;
		}
	};
}

export function drawTypedTextAsText() {
	frappe.form.formatters.Link = withPlainTitles(frappe.form.formatters.Link);
	const pills = frappe.ui.form.ControlTableMultiSelect.prototype;
	pills.get_pill_html = withPlainTitles(pills.get_pill_html);
	const format = frappe.format;
	frappe.format = (value, df, options, doc) => {
		const isTyped = df && mayHoldTag(value) && TEXTS.includes(df.fieldtype || "Data") && isOurs(df);
		const shown = isTyped ? frappe.utils.escape_html(value) : value;
		return format(shown, df, options, doc);
	};
	const input = frappe.ui.form.ControlInput.prototype;
	const draw = input.set_disp_area;
	input.set_disp_area = function setDispArea(value) {
		if (!this.df.parent) this.df.drawn_in_dialog = true;
		return draw.call(this, value);
	};
}
