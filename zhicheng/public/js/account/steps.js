// The steps of a log-in: what the server names next, and where the person wanted to go.
import { local_path } from "./server.js";

const TICKET = "zhicheng-ticket:";
const WANTED = "zhicheng-wanted";
const query = new URLSearchParams(location.search);
/** The page stands in a frame over another of ours, which waits for word of the log-in. */
const is_inside = query.get("inside") === "1" && window.parent !== window;

/** Go where the answer of a log-in step leads: the next step, the waiting page, or the person's work. */
export function go_on(answer) {
	if (answer.ticket) {
		sessionStorage.setItem(TICKET + answer.next, answer.ticket);
		location.assign(answer.next + (is_inside ? "?inside=1" : ""));
		return;
	}
	const wanted = local_path(sessionStorage.getItem(WANTED));
	forget_wanted();
	if (is_inside) tell_parent(answer.user);
	else location.assign(fits(wanted, answer.next) ? wanted : answer.next);
}

/** The page under the frame hears who is logged in now; it alone can take the frame away. */
export function tell_parent(user) {
	if (is_inside) window.parent.postMessage({ type: "zhicheng:logged-in", user }, location.origin);
}

/** Keep where the person wanted to go over the steps of a first log-in. */
export function remember_wanted() {
	sessionStorage.setItem(WANTED, query.get("redirect-to") || "");
}

export function ticket_for(page) {
	return sessionStorage.getItem(TICKET + page) || "";
}

export function drop_ticket(page) {
	sessionStorage.removeItem(TICKET + page);
}

export function to_log_in() {
	location.replace(is_inside ? "/login?inside=1" : "/login");
}

function forget_wanted() {
	sessionStorage.removeItem(WANTED);
}

/** Desk is closed to applicants; the bare site is nobody's goal. */
function fits(wanted, home) {
	return wanted && wanted !== "/" && (home === "/app" || !/^\/(app|desk)/.test(wanted));
}
