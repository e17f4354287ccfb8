// The log-in page: one call, then where the server says; a first password leads to its change.
import { on_submit, wire_reveal } from "./form.js";
import { local_path, post } from "./server.js";

const form = document.getElementById("login-form");

async function log_in() {
	const values = { usr: form.usr.value.trim(), pwd: form.pwd.value };
	let answer;
	try {
		answer = await post("zhicheng.api.login.login", values);
	} catch (error) {
		form.pwd.value = "";
		form.pwd.focus();
		throw error;
	}
	const wanted = local_path(new URLSearchParams(location.search).get("redirect-to"));
	if (answer.ticket) {
		sessionStorage.setItem("zhicheng-change-ticket", answer.ticket);
		location.assign(answer.next);
		return;
	}
	location.assign(fits(wanted, answer.next) ? wanted : answer.next);
}

/** Desk is closed to applicants; the bare site is nobody's goal. */
function fits(wanted, home) {
	return wanted && wanted !== "/" && (home === "/app" || !wanted.startsWith("/app"));
}

wire_reveal(form);
on_submit(form, log_in);
form.usr.focus();
