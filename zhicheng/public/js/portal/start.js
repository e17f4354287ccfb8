/** 确认 on a notice: makes the draft and opens it; who has filled a dossier before may begin with that one. */

import { busy, one, on } from "./dom.js";
import { chooseSource } from "./reuse.js";
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
			const earlier = one("#reuse") ? await tell("reuse.candidates", {}) : [];
			if (earlier.length) chooseSource(notice, earlier, startEmpty);
			else await startEmpty(notice);
		} catch (refused) {
			show(error, refused.message);
		}
	});
});

async function startEmpty(notice) {
	const made = await tell("portal.start", { notice });
	location.assign(`/portal/dossier?name=${encodeURIComponent(made.name)}`);
}

function show(error, sentence) {
	error.textContent = sentence;
	error.hidden = false;
}
