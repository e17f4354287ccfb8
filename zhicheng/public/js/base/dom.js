/** Building blocks of the base data forms. */

import { make } from "../shared/elements.js";

export { button, make } from "../shared/elements.js";

/** Run `work` with the dialog's main button held; a refusal is told inside the dialog, nothing typed is lost. */
export async function hold(dialog, work) {
	say(dialog, "");
	dialog.disable_primary_action();
	try {
		return await work();
	} catch (error) {
		say(dialog, error.message);
		return null;
	} finally {
		dialog.enable_primary_action();
	}
}

function say(dialog, text) {
	const body = dialog.$body[0];
	const fault = body.querySelector(".zb-fault") || make("p", "zb-fault");
	fault.setAttribute("role", "alert");
	fault.textContent = text;
	fault.hidden = !text;
	body.append(fault);
	if (text) fault.scrollIntoView({ block: "nearest" });
}
