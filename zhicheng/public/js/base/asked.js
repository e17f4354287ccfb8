/** Answers come late and in any order, and one form shows record after record: an answer counts only while it is the last
 * one that was asked for, and while the record that it was asked for still stands there. */

frappe.provide("zhicheng");

/** @returns {function(): boolean} tells after the answer whether it still counts */
export function asked(form, what) {
	const turns = (form.zb_turns = form.zb_turns || {});
	const mine = (turns[what] = (turns[what] || 0) + 1);
	const record = form.docname;
	return () => turns[what] === mine && form.docname === record;
}

// for the scripts of our DocTypes, which import nothing
zhicheng.asked = asked;
