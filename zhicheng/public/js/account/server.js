// One call to the server and one way to read what it says.
import { saidBy } from "../shared/server_messages.js";

/** POST to a method of the app; resolves with its answer, rejects with an Error in the server's own words. */
export async function post(method, values) {
	const headers = { Accept: "application/json", "X-Frappe-CSRF-Token": csrf_token() };
	let response;
	try {
		response = await fetch(`/api/method/${method}`, {
			method: "POST",
			credentials: "same-origin",
			headers,
			body: new URLSearchParams(values),
		});
	} catch (offline) {
		throw new Error("连接不上服务器，请检查网络后重试。");
	}
	const answer = await response.json().catch(() => ({}));
	if (response.ok) return answer.message;
	const refusal = new Error(sentence_of(answer));
	refusal.is_challenge = Boolean(answer.challenge_refused);
	throw refusal;
}

/** Only a path of this site: a link must not lead a logged-in user elsewhere. */
export function local_path(path) {
	if (!path) return "";
	const url = new URL(path, location.origin);
	return path.startsWith("/") && url.origin === location.origin ? url.pathname + url.search + url.hash : "";
}

function csrf_token() {
	const meta = document.querySelector("meta[name=csrf-token]");
	return (meta && meta.content) || (window.frappe && window.frappe.csrf_token) || "";
}

function sentence_of(answer) {
	if (answer.session_expired) return "登录已过期，请重新登录；填写的内容还在本页。";
	return saidBy(answer) || "没有办成，请稍后重试。";
}
