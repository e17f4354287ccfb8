/** One way to talk to our own endpoints: a refusal arrives as a sentence. */

import { forgetDrafts } from "../shared/device_drafts.js";
import { parse, saidBy } from "../shared/server_messages.js";

const BASE = "/api/method/zhicheng.api.";
const WHO = "/api/method/frappe.auth.get_logged_user";
const PATIENCE = 40000;
// a proxy before a server that is down or being restarted
const AWAY = [502, 503, 504];
let token = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
	constructor(sentence, type, data) {
		super(sentence);
		this.type = type;
		this.data = data || {};
	}
}

/** How a person logs in again over the page; gives true when he has. Set by session.js. */
let logInAgain = async () => false;
/** Told after every answer of the server: somebody works here. */
let heard = () => {};

export function onSession({ expired, active }) {
	logInAgain = expired;
	heard = active;
}

/** @param keepalive the request outlives the page, when it is closed */
export async function tell(method, values, { keepalive = false } = {}) {
	return again(() => post(method, values, keepalive));
}

/** Ask once more, where all that was wrong is the session. */
async function again(ask) {
	try {
		return await ask();
	} catch (refused) {
		// logged in again in another window: this page only needs the new session's token
		const mayGoOn =
			(refused.type === "CSRFTokenError" && (await renewToken())) ||
			(refused.type === "SessionExpired" && (await logInAgain(refused)) && (await renewToken(true)));
		if (!mayGoOn) throw refused;
		return ask();
	}
}

/** A question that changes nothing. */
export async function look(method, values) {
	const address = `${BASE}${method}?${new URLSearchParams(values)}`;
	return again(() => answerOf(fetch(address, { credentials: "same-origin", headers: headers() }), false));
}

function post(method, values, keepalive) {
	const body = JSON.stringify(values);
	const patience = new AbortController();
	const waiting = setTimeout(() => patience.abort(), PATIENCE);
	const sent = fetch(BASE + method, {
		method: "POST",
		credentials: "same-origin",
		headers: { ...headers(), "Content-Type": "application/json" },
		body,
		// browsers take no more than 64 KiB along when a page closes
		keepalive: keepalive && body.length < 20000,
		signal: patience.signal,
	});
	return answerOf(sent).finally(() => clearTimeout(waiting));
}

/** Does the server still know who we are? Does not count as work of a person. */
export async function isLoggedIn() {
	const answer = await fetch(WHO, { credentials: "same-origin", headers: { ...headers(), "X-Zhicheng-Background": "1" } });
	return answer.ok;
}

/** Take the token of the session that is open now from this very page; a stranger's session is not ours. */
async function renewToken(isSameTokenFine = false) {
	const answer = await fetch(location.href, { credentials: "same-origin" });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const meta = page.querySelector('meta[name="csrf-token"]');
	if (!meta || page.body.dataset.user !== document.body.dataset.user) return false;
	const isNew = meta.content !== token;
	token = meta.content;
	return isNew || isSameTokenFine;
}

/** Send one file with progress from 0 to 1. */
export function sendFile(method, values, file, onProgress) {
	const body = new FormData();
	Object.entries(values).forEach(([key, value]) => body.append(key, value));
	body.append("file", file, file.name);
	return again(() => send(method, body, onProgress));
}

function send(method, body, onProgress) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", BASE + method);
		Object.entries(headers()).forEach(([key, value]) => request.setRequestHeader(key, value));
		request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
		request.onerror = () => reject(offline());
		request.onload = () => {
			const data = parse(request.responseText, {});
			if (request.status >= 300) return reject(refusal(data, request.status));
			heard();
			return resolve(data.message);
		};
		request.send(body);
	});
}

/** 退出. */
export function leave() {
	forgetDrafts();
	return fetch("/api/method/logout", { method: "POST", credentials: "same-origin", headers: headers() });
}

/** A mark for one opened page: a repeated press carries the same one and gets the first answer. */
export function newToken() {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join("");
}

function headers() {
	return { Accept: "application/json", "X-Frappe-CSRF-Token": token };
}

/** @param isWork not what the page asks by itself */
async function answerOf(request, isWork = true) {
	let response;
	try {
		response = await request;
	} catch (error) {
		throw offline();
	}
	let text;
	try {
		text = await response.text();
	} catch (error) {
		throw offline();
	}
	const data = parse(text, {});
	if (response.ok) {
		if (isWork) heard();
		return data.message;
	}
	throw refusal(data, response.status);
}

function offline() {
	return new Refused("连不上服务器，您填写的内容还在本页。请检查网络后再试一次。", "Offline");
}

function refusal(data, status) {
	if (AWAY.includes(status)) return offline();
	if (isOver(data, status)) {
		const sentence = "登录已过期，填写的内容还在本页。请重新登录，再继续办理。";
		return new Refused(sentence, "SessionExpired", data);
	}
	return new Refused(sentenceOf(data, status), data.exc_type || "", data);
}

/** The session has ended: said by the server, or nobody is logged in any more. */
function isOver(data, status) {
	const isGuest = !/(^|;\s*)user_id=(?!Guest)/.test(document.cookie);
	return status === 401 || Boolean(data.session_expired) || (status === 403 && isGuest);
}

function sentenceOf(data, status) {
	const said = saidBy(data);
	if (said) return said;
	if (status === 413) return "文件太大，服务器不接收。请压缩后再上传。";
	if (status === 403) return "您没有办理这一步的权限，请刷新页面后再看。";
	return "没有办成，内容没有变化。请稍后再试；多次不成请点击右上角“帮助”联系技术支持。";
}
