/** The mark of a row in our lists says its own words when pointed at, whole where the column cuts them. Frappe says there
 * whether a document is a draft, which none of ours is: they are not submitted in Frappe's sense. */

const MODULE = "Zhicheng";

export function nameListPills() {
	const { ListView } = frappe.views;
	const drawn = ListView.prototype.get_indicator_html;
	ListView.prototype.get_indicator_html = function getIndicatorHtml(...asked) {
		const html = drawn.apply(this, asked);
		if (!html || this.meta.module !== MODULE || this.meta.is_submittable) return html;
		const pill = $(html);
		return pill.attr("title", `${pill.text().trim()}（点击只看这一类）`).prop("outerHTML");
	};
	const column = ListView.prototype.get_column_html;
	ListView.prototype.get_column_html = function getColumnHtml(col, doc, ...more) {
		const html = column.call(this, col, doc, ...more);
		const value = col.df && col.df.fieldtype === "Select" && doc[col.df.fieldname];
		// Frappe shows the word of a choice in Chinese, and beside it when pointed at as it is stored
		return value ? html.replace(`: ${value}">`, `: ${__(value)}">`) : html;
	};
}
