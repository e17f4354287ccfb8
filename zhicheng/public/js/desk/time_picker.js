/**
 * Frappe hides the seconds of its date picker where the site's times have none. The plain library, which a bench may have in
 * the place of Frappe's own copy, has no seconds to hide: without this, forms with a time end at their first one.
 */
export function mendTimePicker() {
	const picker = $.fn.datepicker && $.fn.datepicker.Timepicker;
	if (!picker || picker.prototype.$seconds) return;
	picker.prototype.$seconds = $();
	picker.prototype.$secondsText = $();
}
