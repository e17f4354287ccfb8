// 密码修改: with the old password, or at first log-in with the ticket that the log-in page left.
import { on_submit, say, wire_reveal } from "./form.js";
import { post } from "./server.js";

const TICKET = "zhicheng-change-ticket";
const form = document.getElementById("change-form");
const ticket = form.dataset.user ? "" : sessionStorage.getItem(TICKET);
// shown while typing only; the server decides
const CONDITIONS = [
	(word) => word.length >= 8 && word.length <= 20,
	(word) => /[A-Z]/.test(word),
	(word) => /[a-z]/.test(word),
	(word) => /[0-9]/.test(word),
	(word) => /[!-/:-@[-`{-~]/.test(word),
];

function show_conditions() {
	CONDITIONS.forEach((is_met, index) => {
		const row = form.querySelector(`[data-rule="${index}"]`);
		row.classList.toggle("is-met", is_met(form.new.value));
	});
}

async function change() {
	const values = { new: form.new.value, confirm: form.confirm.value };
	if (ticket) {
		const answer = await post("zhicheng.api.login.set_first_password", { ...values, ticket });
		sessionStorage.removeItem(TICKET);
		location.assign(answer.next);
		return;
	}
	const answer = await post("zhicheng.api.account.change_password", { ...values, old: form.old.value });
	form.reset();
	show_conditions();
	say(document.getElementById("done"), answer.message);
}

function start() {
	if (!form.dataset.user && !ticket) {
		location.replace("/login");
		return;
	}
	document.getElementById("old-field").hidden = Boolean(ticket);
	document.getElementById("first-lead").hidden = !ticket;
	wire_reveal(form);
	form.new.addEventListener("input", show_conditions);
	on_submit(form, change);
	(ticket ? form.new : form.old).focus();
}

start();
