// 邮件提醒: send a code, type it in, choose which mails one wants.
import { on_submit, say } from "./form.js";
import { post } from "./server.js";

const address = document.getElementById("address-form");
const code = document.getElementById("code-form");
const choice = document.getElementById("choice-form");

on_submit(address, async () => {
	const answer = await post("zhicheng.api.notify.send_code", { address: address.elements.address.value });
	say(document.getElementById("sent"), answer.message);
	code.hidden = false;
	code.elements.code.focus();
});

on_submit(code, async () => {
	const answer = await post("zhicheng.api.notify.confirm_address", { code: code.elements.code.value });
	code.hidden = true;
	say(document.getElementById("sent"), answer.message);
});

on_submit(choice, async () => {
	const { digest, urgent } = choice.elements;
	const wanted = { digest: Number(digest.checked), urgent: Number(urgent.checked) };
	const answer = await post("zhicheng.api.notify.choose_mail", wanted);
	say(document.getElementById("saved"), answer.message);
});
