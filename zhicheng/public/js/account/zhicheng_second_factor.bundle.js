// 二次验证: the code of the app after the password; who has no app yet enrols it here and gets the recovery codes.
import { on_submit, say } from "./form.js";
import { post } from "./server.js";
import { drop_ticket, go_on, ticket_for, to_log_in } from "./steps.js";

const PAGE = "/second-factor";
const API = "zhicheng.api.second_factor.";
const ticket = ticket_for(PAGE);
const part = (id) => document.getElementById(id);
const form = part("code-form");
let is_enrolled = false;

async function begin() {
	const asked = await post(`${API}begin`, { ticket });
	is_enrolled = asked.enrolled;
	part("enrol-part").hidden = is_enrolled;
	part("verify-part").hidden = !is_enrolled;
	part("aside").hidden = !is_enrolled;
	// a recovery code has letters, which a keyboard of digits lacks
	if (is_enrolled) form.code.setAttribute("inputmode", "text");
	else show_enrolment(asked);
	form.hidden = false;
	form.code.focus({ preventScroll: !is_enrolled });
}

function show_enrolment({ secret, picture, uri }) {
	part("picture").src = picture;
	part("secret").textContent = secret.replace(/(.{4})(?=.)/g, "$1 ");
	part("open-app").href = uri;
}

async function send() {
	const method = is_enrolled ? "verify" : "enrol";
	try {
		const answer = await post(API + method, { ticket, code: form.code.value });
		drop_ticket(PAGE);
		if (answer.recovery) show_recovery(answer);
		else go_on(answer);
	} catch (error) {
		form.code.value = "";
		form.code.focus();
		throw error;
	}
}

function show_recovery(answer) {
	form.hidden = true;
	part("leave").hidden = true;
	for (const code of answer.recovery) {
		const row = document.createElement("li");
		row.textContent = code;
		part("codes").append(row);
	}
	part("recovery-part").hidden = false;
	part("kept").addEventListener("change", () => (part("go-on").disabled = !part("kept").checked));
	part("print").addEventListener("click", () => window.print());
	part("go-on").addEventListener("click", () => go_on(answer));
	part("print").focus();
}

async function start() {
	if (!ticket) {
		to_log_in();
		return;
	}
	on_submit(form, send);
	try {
		await begin();
	} catch (error) {
		say(part("lost"), error.message);
	}
}

start();
