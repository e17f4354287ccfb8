/** 确认 on a notice: makes the draft and opens it. */

import { busy, one, on } from "./dom.js";
import { tell } from "./server.js";

on(document, "submit", "form[data-start]", (event, form) => {
	event.preventDefault();
	const error = one(".form-error", form);
	const notice = new FormData(form).get("notice");
	error.hidden = true;
	if (!notice) {
		show(error, "请先选中一个可以申报的通知。");
		return;
	}
	busy(one("[type=submit]", form), async () => {
		try {
			const made = await tell("portal.start", { notice });
			location.assign(`/portal/dossier?name=${encodeURIComponent(made.name)}`);
		} catch (refused) {
			show(error, refused.message);
		}
	});
});

function show(error, sentence) {
	error.textContent = sentence;
	error.hidden = false;
}
