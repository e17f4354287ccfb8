/** What a refused request says, as plain sentences; portal and Desk read it the same way. */

/** The sentences of Frappe's `_server_messages`, one a line; empty when the server said nothing. */
export function saidBy(data) {
	return parse(data._server_messages, [])
		.map((message) => plain((typeof message === "string" ? parse(message, {}) : message).message))
		.filter(Boolean)
		.join("\n");
}

/** JSON or, when it is none, what stands in for it. */
export function parse(text, otherwise) {
	try {
		return text ? JSON.parse(text) : otherwise;
	} catch (error) {
		return otherwise;
	}
}

function plain(html) {
	return new DOMParser().parseFromString(html || "", "text/html").body.textContent.trim();
}
