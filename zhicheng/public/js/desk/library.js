/** Phrases and reasons that the office maintains: pick one, or keep the own list. */

import { ask, tell } from "./server.js";
import { button, make, whileRunning } from "./dom.js";

const NAMES = { opinions: "常用意见", reasons: "常用理由" };

/**
 * A button with the texts to choose from.
 * @param {"opinions"|"reasons"} kind
 * @param {string} narrow stage of the phrases, action of the reasons
 * @param {(text: string) => void} pick
 */
export function picker(kind, narrow, pick, first = []) {
	const link = make("button", "btn btn-xs btn-default zc-phrase", kind === "opinions" ? "填入常用语" : "选用常用理由");
	link.type = "button";
	link.addEventListener("click", () =>
		whileRunning([link], () => choose(kind, narrow, pick, first)).catch((refused) => frappe.msgprint(frappe.utils.escape_html(refused.message)))
	);
	return link;
}

async function choose(kind, narrow, pick, first) {
	const { own, general } = await ask("libraries.offered", { kind, narrow });
	const texts = [...new Set([...first, ...own, ...general])];
	if (texts.length === 1) return pick(texts[0]);
	const dialog = new frappe.ui.Dialog({
		title: `选用${NAMES[kind]}`,
		secondary_action_label: `维护本单位${NAMES[kind]}`,
		secondary_action: () => {
			dialog.hide();
			maintain(kind);
		},
	});
	const take = (text) => {
		dialog.hide();
		pick(text);
	};
	const list = make("div", "zc-texts", ...texts.map((text) => button(text, "btn-default zc-text", () => take(text))));
	dialog.$body.append(texts.length ? list : make("p", "zc-quiet", `还没有${NAMES[kind]}，可以先维护本单位的。`));
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

/** One line, one text: the whole own list at once. */
export async function maintain(kind) {
	const { own } = await ask("libraries.offered", { kind });
	const dialog = new frappe.ui.Dialog({
		title: `维护本单位${NAMES[kind]}`,
		fields: [
			{
				fieldname: "texts", fieldtype: "Text", label: `${NAMES[kind]}（每行一条）`, default: own.join("\n"),
				description: "本单位的经办人员都能选用；删去一行即不再提供。",
			},
		],
		primary_action_label: "保存",
		primary_action: async ({ texts = "" }) => {
			const lines = texts.split("\n").map((line) => line.trim()).filter(Boolean);
			try {
				const answer = await tell("libraries.keep", { kind, texts: lines });
				dialog.hide();
				frappe.show_alert({ message: answer.sentence, indicator: "green" });
			} catch (refused) {
				frappe.msgprint({ title: "没有保存", indicator: "red", message: frappe.utils.escape_html(refused.message) });
			}
		},
	});
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

/** Puts the choice of reasons above the reason field of a dialog that sends a case back. */
export function offerReasons(dialog, action) {
	const field = dialog && dialog.fields_dict && dialog.fields_dict.reason;
	if (!field) return;
	const pick = (text) => {
		const before = (dialog.get_value("reason") || "").trim();
		dialog.set_value("reason", before ? `${before}\n${text}` : text);
	};
	field.$wrapper.prepend(picker("reasons", action, pick));
}
