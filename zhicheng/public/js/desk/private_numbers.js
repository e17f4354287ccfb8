/** ID number and telephone stand masked in the dossier; 显示 asks why, and the applicant can read who asked. */

import { askWhy } from "../base/ask_why.js";
import { tell } from "./server.js";
import { button } from "./dom.js";

/** A button beside each masked number; one answer shows them all. */
export function offerNumbers(application, dossier) {
	const places = [...dossier.querySelectorAll("[data-private]")];
	const buttons = places.map((place) => {
		const show = button("显示", "btn-default btn-xs zc-reveal", () => ask(application, places, buttons));
		show.setAttribute("aria-label", `显示完整的${place.previousElementSibling.textContent.trim()}`);
		place.append(" ", show);
		return show;
	});
}

function ask(application, places, buttons) {
	askWhy("申报人", async (reason) => {
		show(places, await tell("reveal", { application, reason }));
		buttons.forEach((one) => one.remove());
	});
}

/** The link to the proof stays; its words become the number. */
function show(places, numbers) {
	for (const place of places) {
		const text = numbers[place.dataset.private];
		if (!text) continue;
		const link = place.querySelector(".dv-proof");
		if (link) link.textContent = text;
		else place.firstChild.textContent = text;
	}
}
