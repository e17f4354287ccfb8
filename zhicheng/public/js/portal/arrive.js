/** A link to a field, a proof or a row ends with the focus there, also when the page draws it a moment later. */

import { one } from "./dom.js";

const PATIENCE = 4000;
const FOCUSABLE = "input:not([type=hidden]), select, textarea, button, a[href]";

/** The element that an address part such as f-mobile, f-<row>-school, p-<row>-attachment or row-<row> names. */
export function placeOf(hash) {
	const name = decodeURIComponent(hash.replace(/^#/, ""));
	if (!/^(f|p|row)-./.test(name)) return null;
	const direct = document.getElementById(name);
	if (direct && name[0] !== "p") return direct;
	return inPart(name);
}

function inPart(name) {
	const rest = name.slice(name.indexOf("-") + 1);
	const cut = rest.indexOf("-");
	const row = cut > 0 ? rest.slice(0, cut) : "";
	const field = cut > 0 ? rest.slice(cut + 1) : rest;
	const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;
	const root = row ? one(`.row-card[data-row=${quoted(row)}]`) : one("form[data-section]") || document;
	if (!root) return null;
	if (name.startsWith("row-")) return root;
	const proof = one(`[data-proof=${quoted(field)}]`, root);
	return name[0] === "p" ? proof : one(`[data-field=${quoted(field)}]`, root) || proof;
}

function arrive(place) {
	const folded = place.closest("details:not([open])");
	if (folded) folded.open = true;
	const rows = place.closest(".rows[hidden]");
	if (rows) rows.hidden = false;
	const target = place.matches(FOCUSABLE) ? place : one(FOCUSABLE, place.closest("[data-field]") || place) || place;
	if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
	place.scrollIntoView({ block: "center" });
	target.focus({ preventScroll: true });
}

let waiting = null;

function go() {
	if (waiting) waiting.disconnect();
	if (!location.hash) return;
	const place = placeOf(location.hash);
	if (place) {
		arrive(place);
		return;
	}
	const hash = location.hash;
	waiting = new MutationObserver(() => {
		const drawn = placeOf(hash);
		if (!drawn) return;
		waiting.disconnect();
		arrive(drawn);
	});
	waiting.observe(one("#main") || document.body, { childList: true, subtree: true });
	setTimeout(() => waiting.disconnect(), PATIENCE);
}

window.addEventListener("hashchange", go);
window.addEventListener("load", go);
// a link to the place where one already is changes no address, yet the focus must go there
document.addEventListener("click", (event) => {
	const link = event.target.closest && event.target.closest("a[href*='#']");
	if (link && link.href === location.href) setTimeout(go);
});
