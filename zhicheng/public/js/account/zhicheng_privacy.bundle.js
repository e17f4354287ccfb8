// 个人信息处理说明: agreed to with the ticket of the log-in; without one it is only read.
import { on_submit } from "./form.js";
import { post } from "./server.js";
import { drop_ticket, go_on, ticket_for } from "./steps.js";

const PAGE = "/privacy";
const form = document.getElementById("privacy-form");
const ticket = ticket_for(PAGE);

async function accept() {
	const answer = await post("zhicheng.api.login.accept_privacy", { ticket, version: form.dataset.version });
	drop_ticket(PAGE);
	go_on(answer);
}

form.hidden = !ticket;
on_submit(form, accept);
