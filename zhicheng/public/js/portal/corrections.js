/** The fields that a reviewer wants corrected carry a red mark and his words, until the case is sent again. */

import { placeOf } from "./arrive.js";
import { all, make, one } from "./dom.js";

const form = one("form[data-section]");
let serial = 0;

function mark(link) {
	const place = link.hash && placeOf(link.hash);
	const box = place && (place.closest("[data-field]") || place.closest("[data-proof]") || place);
	if (!box || one(`[data-fix-note="${link.dataset.fixId}"]`, box)) return;
	box.classList.add("is-to-fix");
	const note = make("p", { class: "fix-note", "data-fix-note": link.dataset.fixId, id: `fix-note-${link.dataset.fixId}` });
	note.append(make("strong", { text: "需补正：" }), link.dataset.fixRemark);
	box.append(note);
	const input = one("input, select, textarea", box);
	if (input) input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${note.id}`.trim());
}

function markAll() {
	all(`[data-fix-section="${form.dataset.section}"]`).forEach(mark);
}

if (form && one("[data-fix]")) {
	all("[data-fix-section]").forEach((link) => (link.dataset.fixId = String(++serial)));
	markAll();
	// rows may be drawn again after a save
	new MutationObserver(markAll).observe(form, { childList: true, subtree: true });
}
