// 密码修改: with the old password, or at first log-in with the ticket that the log-in page left.
import { on_submit, say, wire_reveal } from "./form.js";
import { post } from "./server.js";
import { drop_ticket, go_on, ticket_for, to_log_in } from "./steps.js";

const PAGE = "/change-password";
const form = document.getElementById("change-form");
const ticket = form.dataset.user ? "" : ticket_for(PAGE);
// shown while typing only; the server decides
const CONDITIONS = [
	(word) => word.length >= 8 && word.length <= 20,
	(word) => /[A-Z]/.test(word),
	(word) => /[a-z]/.test(word),
	(word) => /[0-9]/.test(word),
	(word) => /[!-/:-@[-`{-~]/.test(word),
];

function show_conditions() {
	const met = CONDITIONS.map((is_met) => is_met(form.new.value));
	met.forEach((is_met, index) => {
		const row = form.querySelector(`[data-rule="${index}"]`);
		row.classList.toggle("is-met", is_met);
		row.querySelector("[data-state]").textContent = is_met ? "（已满足）" : "（未满足）";
	});
	const left = met.filter((is_met) => !is_met).length;
	say(document.getElementById("rules-left"), form.new.value ? (left ? `还差${left}个条件` : "五个条件都已满足") : "");
	say(document.getElementById("unlike"), form.confirm.value && form.confirm.value !== form.new.value ? "两次输入的还不一致" : "");
}

async function change() {
	const values = { new: form.new.value, confirm: form.confirm.value };
	if (ticket) {
		const answer = await post("zhicheng.api.login.set_first_password", { ...values, ticket });
		drop_ticket(PAGE);
		go_on(answer);
		return;
	}
	const answer = await post("zhicheng.api.account.change_password", { ...values, old: form.old.value });
	form.reset();
	show_conditions();
	say(document.getElementById("done"), answer.message);
}

function start() {
	if (!form.dataset.user && !ticket) {
		to_log_in();
		return;
	}
	document.getElementById("old-field").hidden = Boolean(ticket);
	document.getElementById("first-lead").hidden = !ticket;
	wire_reveal(form);
	form.new.addEventListener("input", show_conditions);
	form.confirm.addEventListener("input", show_conditions);
	on_submit(form, change);
	(ticket ? form.new : form.old).focus();
}

start();
