/** The end of a session loses nothing: a warning before, a log-in box over the page after, and the same request again. */

import { guarded } from "../shared/storage.js";
import { make, one } from "./dom.js";
import { isLoggedIn, look, onSession, tell } from "./server.js";

const MINUTE = 60000;
const WARN_BEFORE = 5 * MINUTE;
const TICK = 5000;
const SEEN = "zhicheng:seen";

const minutes = Number(document.body.dataset.idle || 0);
let seen = Date.now();
let warning = null;
let asking = null;
// when the server was asked last how long it goes on
let measured = 0;

/** Somebody works; all windows of the browser share one session. */
function active() {
	mark(Date.now());
}

function mark(when) {
	seen = when;
	// without storage each window counts for itself
	guarded(() => localStorage.setItem(SEEN, String(seen)));
}

function lastSeen() {
	return Math.max(seen, Number(guarded(() => localStorage.getItem(SEEN), 0)) || 0);
}

/** @returns true when the same person has logged in again */
function expired() {
	asking = asking || ask().finally(() => (asking = null));
	return asking;
}

function ask() {
	if (warning) warning.close();
	const frame = make("iframe", { class: "login-frame", title: "重新登录", src: "/login?inside=1&redirect-to=%2Fportal" });
	const box = make(
		"dialog",
		{ class: "box box--login", "aria-labelledby": "login-again" },
		make(
			"div",
			{ class: "box-head" },
			make("h2", { id: "login-again", text: "登录已过期，请重新登录" }),
			make("button", { class: "box-close", type: "button", "data-close": true, "aria-label": "关闭" , text: "×" })
		),
		make("p", { class: "box-lead", text: "您填写的内容都还在，登录后自动继续保存，不用重新填写。" }),
		frame
	);
	document.body.append(box);
	const heard = (event) => {
		if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
		if (!event.data || event.data.type !== "zhicheng:logged-in") return;
		// somebody else sits here now: his own pages, and nothing of the other's
		if (event.data.user && event.data.user !== document.body.dataset.user) location.assign("/portal");
		else box.close("yes");
	};
	window.addEventListener("message", heard);
	return new Promise((resolve) => {
		frame.addEventListener("load", async () => {
			if (!isInside(frame) && (await isLoggedIn().catch(() => false))) box.close("yes");
		});
		box.addEventListener("close", () => {
			window.removeEventListener("message", heard);
			box.remove();
			if (box.returnValue === "yes") active();
			resolve(box.returnValue === "yes");
		});
		box.showModal();
	});
}

/** Still on the way in: the log-in itself, the first change of a password, the privacy notice. */
function isInside(frame) {
	try {
		return !/^\/(portal|app|desk)/.test(frame.contentWindow.location.pathname);
	} catch (error) {
		return true;
	}
}

/** Five minutes before the end, or at half time of a very short session; asks the server before it says anything. */
function watch() {
	if (!minutes || asking) return;
	if (isFar()) {
		if (warning) warning.close();
		return;
	}
	if (left() <= 0 || Date.now() - measured > MINUTE) measure();
	else warn(left());
}

const left = () => lastSeen() + minutes * MINUTE - Date.now();
const isFar = () => left() > Math.min(WARN_BEFORE, (minutes * MINUTE) / 2);

/** Work in the back office or on another machine counts as well; where the session is over, the log-in box comes. */
async function measure() {
	measured = Date.now();
	if (left() <= 0 && warning) warning.close();
	try {
		const { seconds } = await look("account.session_left", {});
		mark(Date.now() + seconds * 1000 - minutes * MINUTE);
		if (!isFar() && left() > 0) warn(left());
	} catch (refused) {
		// no line at the moment: asked again
	}
}

/** 继续: somebody sits before the page; a session that is over asks for a new log-in. */
function goOn() {
	tell("account.stay", {}).then(active, () => {});
}

function warn(rest) {
	const words = `您已有一段时间没有操作，登录将在约 ${Math.max(1, Math.ceil(rest / MINUTE))} 分钟后结束。已填写的内容不会丢失。`;
	if (warning) {
		const line = one("p", warning);
		if (line.textContent !== words) line.textContent = words;
		return;
	}
	warning = make(
		"dialog",
		{ class: "box", "aria-labelledby": "stay-title" },
		make("div", { class: "box-head" }, make("h2", { id: "stay-title", text: "还在填写吗？" })),
		make("div", { class: "box-body" }, make("p", { text: words })),
		make("div", { class: "box-foot" }, make("button", { class: "button button--main", type: "button", text: "继续" }))
	);
	const box = warning;
	one("button", box).addEventListener("click", () => {
		box.close();
		goOn();
	});
	box.addEventListener("close", () => {
		box.remove();
		warning = null;
	});
	document.body.append(box);
	box.showModal();
}

active();
onSession({ expired, active });
if (minutes) setInterval(watch, TICK);
