/** depends_on and mandatory_depends_on of fields, and selects that follow another one. */

import { all, one } from "./dom.js";

/** Show, hide and mark the fields of one card or section by the values of the same card. */
export function follow(scope) {
	const doc = valuesOf(scope);
	all("[data-depends-on]", scope).forEach((field) => (field.hidden = !holds(field.dataset.dependsOn, doc)));
	all("[data-required-on]", scope).forEach((field) => {
		const star = one(".star", field);
		if (star) star.hidden = !holds(field.dataset.requiredOn, doc);
	});
	all("select[data-cascade]", scope).forEach((select) => narrow(select, doc[select.dataset.cascade]));
}

function valuesOf(scope) {
	const doc = {};
	all("[data-field]", scope).forEach((field) => {
		const input = one("[name]", field);
		const shown = one("output[data-name]", field);
		if (input) doc[input.name] = input.type === "checkbox" ? Number(input.checked) : input.value;
		else if (shown) doc[shown.dataset.name] = shown.dataset.value;
	});
	return doc;
}

/** The administrator's own condition, as Frappe's forms read it: `eval:` JavaScript, or the name of a field. */
function holds(condition, doc) {
	if (!condition.startsWith("eval:")) return Boolean(doc[condition]);
	try {
		return Boolean(new Function("doc", `return (${condition.slice(5)})`)(doc));
	} catch (error) {
		return true;
	}
}

function narrow(select, wanted) {
	all("option[data-when]", select).forEach((option) => {
		const fits = !wanted || option.dataset.when === wanted;
		option.hidden = option.disabled = !fits;
		if (!fits && option.selected) {
			select.value = "";
			select.dispatchEvent(new Event("change", { bubbles: true }));
		}
	});
}
