/** ID number and telephone stand masked in the dossier; 显示 asks why, and the applicant can read who asked. */

import { tell } from "./server.js";
import { button } from "./dom.js";

const SHORTEST = 4;

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
	const dialog = new frappe.ui.Dialog({
		title: "显示完整号码",
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: "理由",
				reqd: 1,
				description: "例如：核对身份证原件、电话通知补材料。理由记入日志，申报人能看到谁、何时、为什么看过。",
			},
		],
		primary_action_label: "显示",
		primary_action: async ({ reason }) => {
			if (reason.trim().length < SHORTEST) {
				frappe.show_alert({ message: "理由不少于4个字。", indicator: "orange" });
				return;
			}
			dialog.disable_primary_action();
			try {
				show(places, await tell("reveal", { application, reason }));
				buttons.forEach((one) => one.remove());
				dialog.hide();
			} catch (refused) {
				frappe.msgprint({ title: "不能显示", indicator: "red", message: frappe.utils.escape_html(refused.message) });
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
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
