/** Words of every form that only a builder of Frappe reads: the key of a record in the trail above it, the name of the time zone
 * below each time. */

/** The trail ends with the title of the record. */
function nameTrail(event, form) {
	const last = document.querySelector("#navbar-breadcrumbs li:last-child a");
	if (last && last.textContent.trim() === form.docname) last.textContent = form.is_new() ? "新建" : form.get_title() || form.docname;
}

/** All of China is one time zone, and the server's. */
function hideTimeZone() {
	const { ControlDatetime } = frappe.ui.form;
	const described = ControlDatetime.prototype.set_description;
	ControlDatetime.prototype.set_description = function setDescription() {
		this.df.hide_timezone = 1;
		return described.call(this);
	};
}

export function plainFormWords() {
	$(document).on("form-refresh", nameTrail);
	hideTimeZone();
}
