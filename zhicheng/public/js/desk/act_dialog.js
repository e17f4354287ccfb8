/** The one shape of an act's dialog: what it does above, fields, one token, and what the server says. */

import { newToken } from "./server.js";
import { make } from "./dom.js";

/**
 * @typedef {object} Case what the dialogs need: {application, step, stage_name, applicant_name, desk, after}
 * `after(answer)` runs when the act is done, `stale(sentence)` when somebody was faster.
 */

/** Sentences above the fields: texts, or elements of their own. */
export function told(...lines) {
	return { fieldtype: "HTML", fieldname: "told", options: lines.map((one) => make("p", "zc-line", one).outerHTML).join("") };
}

export function reasonOf(action) {
	return { fieldname: "reason", fieldtype: "Small Text", label: `${action}的理由`, reqd: 1 };
}

export function call(kase, action, token) {
	const args = { application: kase.application, step: kase.step };
	if (token) args.token = token;
	return action ? { ...args, action } : args;
}

/** One dialog, one token: however often it is pressed, the case moves once. */
export function openDialog(kase, { title, fields, label, send, below = null, ready = () => "", danger = false }) {
	const token = newToken();
	// the second of two quick presses arrives before Frappe has greyed the button
	let running = false;
	const fault = make("p", "zc-fault");
	fault.setAttribute("role", "alert");
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		primary_action: async (values) => {
			const missing = ready(values);
			fault.textContent = missing;
			if (missing || running) return;
			running = true;
			dialog.disable_primary_action();
			try {
				const answer = await send(values, token);
				dialog.hide();
				kase.after(answer);
			} catch (refused) {
				if (refused.isStale) {
					dialog.hide();
					kase.stale(refused.message);
					return;
				}
				running = false;
				fault.textContent = refused.message;
				dialog.enable_primary_action();
			}
		},
		secondary_action_label: "取消",
		secondary_action: () => dialog.hide(),
	});
	if (below) dialog.$body.append(below);
	dialog.$body.append(fault);
	dialog.$wrapper.addClass("zc-dialog");
	if (danger) dialog.get_primary_btn().removeClass("btn-primary").addClass("btn-danger");
	dialog.show();
	return dialog;
}
