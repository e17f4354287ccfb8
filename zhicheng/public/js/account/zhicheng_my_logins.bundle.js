// 我的登录: end one session, or all but this one.
import { say } from "./form.js";
import { post } from "./server.js";

const part = (id) => document.getElementById(id);

async function end(button, method, values) {
	for (const id of ["message", "done"]) say(part(id), "");
	button.disabled = true;
	try {
		const answer = await post(`zhicheng.api.sessions.${method}`, values);
		say(part("done"), answer.message);
		return true;
	} catch (error) {
		say(part("message"), error.message);
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
