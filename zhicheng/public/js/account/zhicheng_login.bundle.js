// The log-in page: name and password, the slider where the server asks for it, then where the server says.
import { on_submit, wire_reveal } from "./form.js";
import { post } from "./server.js";
import { Slider } from "./slider.js";
import { go_on, remember_wanted, tell_parent } from "./steps.js";

const form = document.getElementById("login-form");
const slider = new Slider(document.getElementById("slider"));

async function log_in() {
	const values = { usr: form.usr.value.trim(), pwd: form.pwd.value };
	try {
		const answer = await send(values);
		if (answer) go_on(answer);
	} catch (error) {
		form.pwd.value = "";
		form.pwd.focus();
		throw error;
	}
}

/** Ask; when a challenge comes back, ask again with each of its answers. Gives nothing when the person closed it. */
async function send(values) {
	const answer = await post("zhicheng.api.login.login", values);
	if (!answer.challenge) return answer;
	return slider.solve(answer.challenge, {
		renew: (kind) => post("zhicheng.api.login.challenge", { usr: values.usr, kind }),
		check: (token, given) =>
			post("zhicheng.api.login.login", { ...values, captcha_token: token, captcha_answer: given }),
	});
}

if (form.dataset.already) tell_parent(form.dataset.already);
remember_wanted();
wire_reveal(form);
on_submit(form, log_in);
form.usr.focus();
