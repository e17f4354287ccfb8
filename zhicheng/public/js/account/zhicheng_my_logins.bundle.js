// 我的登录: end one session, or all but this one; enrol a second factor of one's own accord.
import { on_submit, say, wire_reveal } from "./form.js";
import { post } from "./server.js";
import { go_on } from "./steps.js";

const part = (id) => document.getElementById(id);

async function end(button, method, values) {
	for (const id of ["not-ended", "done"]) say(part(id), "");
	button.disabled = true;
	try {
		const answer = await post(`zhicheng.api.sessions.${method}`, values);
		say(part("done"), answer.message);
		return true;
	} catch (error) {
		say(part("not-ended"), error.message);
		button.disabled = false;
		return false;
	}
}

/** Where nothing is left to end, the button for all goes too. */
function forget(rows) {
	for (const row of rows) row.remove();
	const all = part("end-others");
	if (all && !document.querySelector("[data-end]")) all.remove();
}

for (const button of document.querySelectorAll("[data-end]")) {
	button.addEventListener("click", async () => {
		if (await end(button, "end", { session: button.dataset.end })) forget([button.closest("li")]);
	});
}
const all = part("end-others");
if (all) {
	all.addEventListener("click", async () => {
		if (await end(all, "end_others", {})) forget([...document.querySelectorAll("[data-end]")].map((each) => each.closest("li")));
	});
}
const form = part("start-form");
if (form) {
	wire_reveal(form);
	on_submit(form, async () => go_on(await post("zhicheng.api.second_factor.start", { password: form.password.value })));
}
