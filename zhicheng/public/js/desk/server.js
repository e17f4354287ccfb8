/** One way to talk to our own endpoints: a refusal arrives as a sentence, never as a stock error window. */

import { saidBy } from "../shared/server_messages.js";

const BASE = "/api/method/zhicheng.api.";

/** `screen` stands in the room of the review, `presence.open_case` names its own. */
function address(method) {
	return BASE + (method.includes(".") ? method : `review.${method}`);
}

export class Refused extends Error {
	constructor(sentence, status) {
		super(sentence);
		this.status = status;
	}

	/** Somebody acted after this form was opened (409: zhicheng.exceptions.StaleForm). */
	get isStale() {
		return this.status === 409;
	}
}

/** A read: GET, never changes anything. */
export function ask(method, args = {}) {
	return answerOf(fetch(`${address(method)}?${new URLSearchParams(args)}`, { headers: headers() }));
}

/** A write: POST with JSON. */
export function tell(method, args = {}) {
	const body = JSON.stringify(args);
	return answerOf(
		fetch(address(method), {
			method: "POST",
			headers: { ...headers(), "Content-Type": "application/json" },
			body,
		})
	);
}

/** A write with one file. */
export function send(method, file, args = {}) {
	const body = new FormData();
	Object.entries(args).forEach(([key, value]) => body.append(key, value));
	body.append("file", file, file.name);
	return answerOf(fetch(address(method), { method: "POST", headers: headers(), body }));
}

/** A mark for one opened dialog: a repeated press carries the same one and gets the first answer. */
export function newToken() {
	if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function headers() {
	return { Accept: "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token };
}

async function answerOf(request) {
	let response;
	try {
		response = await request;
	} catch (error) {
		throw new Refused("连不上服务器，填写的内容还在本页。请检查网络后再试。", 0);
	}
	const data = await response.json().catch(() => ({}));
	if (response.ok) return data.message;
	if (response.status === 401 || data.session_expired) {
		frappe.app.handle_session_expired();
		throw new Refused("登录已过期，请重新登录；填写的内容还在本页。", response.status);
	}
	throw new Refused(sentenceOf(data, response.status), response.status);
}

function sentenceOf(data, status) {
	const said = saidBy(data);
	if (said) return said;
	if (status === 403) return "您没有办理这一步的权限，请刷新页面查看当前环节。";
	if (status === 413) return "文件太大，服务器不接收。请压缩后再传。";
	return "没有办成，申报没有变化。请稍后再试；多次不成请联系系统管理员。";
}
