/** The register's filters: each with its label in sight, and behind one button where there is little room. */

import { guarded } from "../shared/storage.js";
import { button, make } from "./dom.js";

// per device: unfolded or not
const KEPT = "zhicheng:register:filters";
const FORM = "zc-register-filters";

/**
 * @param {function(): number} counted how many filters are set
 * @returns {function()} says the count anew
 */
export function foldFilters(report, counted) {
	report.filters.filter((field) => !field.df.hidden).forEach(label);
	const form = report.page.page_form[0];
	form.id = FORM;
	const fold = button("", "btn-default zc-register-fold", () => show(fold.getAttribute("aria-expanded") !== "true"));
	fold.setAttribute("aria-controls", FORM);
	const show = (isOpen) => {
		fold.setAttribute("aria-expanded", isOpen);
		form.classList.toggle("zc-folded", !isOpen);
		keep(isOpen);
	};
	show(wasOpen());
	report.zc_fold = fold;
	form.before(fold);
	return () => (fold.textContent = `筛选（${counted()} 项已选）`);
}

/** A placeholder is gone as soon as there is a value: which of two dates this is, nobody sees. */
function label(field) {
	const id = `${FORM}-${field.df.fieldname}`;
	const element = make("label", "zc-filter-label", field.df.label);
	element.htmlFor = id;
	field.$input.attr({ id, placeholder: "" });
	field.$wrapper.find(".placeholder").remove();
	field.$wrapper.prepend(element);
}

const wasOpen = () => guarded(() => localStorage.getItem(KEPT) === "open", false);

/** Without storage this window remembers by itself. */
const keep = (isOpen) => guarded(() => localStorage.setItem(KEPT, isOpen ? "open" : ""));
