/** Numbers that the server stops counting at a thousand (zhicheng.api.lists) say so: below a list, and on a shortcut. */

const MOST_COUNTED = 1000;
const COUNTED = ["Title Application", "Approval Task", "Unit", "Unit Member", "Route Fault"];

export function sayCappedCounts() {
	const { ListView } = frappe.views;
	const told = ListView.prototype.get_count_str;
	ListView.prototype.get_count_str = async function getCountStr(...asked) {
		const text = await told.apply(this, asked);
		const isCapped = COUNTED.includes(this.doctype) && this.total_count > MOST_COUNTED;
		// newer Frappe writes the plus by itself
		return isCapped ? text.replace(/1,?001\b/, `${MOST_COUNTED}+`) : text;
	};
	const { shortcut } = frappe.widget.widget_factory;
	const shown = shortcut.prototype.set_count;
	shortcut.prototype.set_count = function setCount(count) {
		const isCapped = COUNTED.includes(this.link_to) && count > MOST_COUNTED;
		return shown.call(this, isCapped ? `${MOST_COUNTED}+` : count);
	};
}
