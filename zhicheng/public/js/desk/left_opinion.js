/** What was typed and could not be saved when the case was left: offered when it is opened again, never put in unasked. */

import { forgetDrafts } from "../shared/device_drafts.js";
import { button, make, shortTime, whileRunning } from "./dom.js";

/** What a box holds besides the signature's picture; Frappe names its breaks as well. */
export const NAMES = ["opinion", "leader_name", "approved_on", "notice_from", "notice_to", "notice_result"];

/** @param {import("./opinion_boxes.js").OpinionBoxes} boxes */
export function leftOpinion(boxes) {
	const left = boxes.draft.read();
	if (!left || !left.values) return "";
	const written = boxes.boxes.filter((box) => differs(box, left.values[box.box_code]));
	if (!written.length) {
		boxes.draft.drop();
		return "";
	}
	boxes.isOffered = true;
	const answered = () => {
		boxes.isOffered = false;
		note.remove();
	};
	const when = shortTime(frappe.datetime.get_datetime_as_string(new Date(left.at)));
	const note = make("div", "zc-note zc-note--back zc-left-opinion", make("p", "", `${when} 填写的意见没有存到服务器，留在了本机：`));
	note.setAttribute("role", "status");
	written.forEach((box) => note.append(make("p", "zc-line", `${box.box_title}：${left.values[box.box_code].opinion || "（审批意见为空）"}`)));
	const buttons = [
		button("恢复到意见栏", "btn-primary", () =>
			whileRunning(buttons, async () => {
				await boxes.takeUp(left.values);
				answered();
				if (boxes.keepsItself) await boxes.save({ quietly: true });
			})
		),
		button("不要了", "btn-default", () => {
			boxes.draft.drop();
			answered();
		}),
	];
	note.append(make("div", "zc-tools", ...buttons));
	// on a phone the boxes stand below the whole dossier
	frappe.show_alert({ message: "有上次没有存上的意见，请到意见栏处理。", indicator: "orange" }, 15);
	return note;
}

function differs(box, values) {
	return Boolean(values) && [...NAMES, "signature"].some((name) => (values[name] || "") !== (box[name] || ""));
}

/**
 * Whoever logs out leaves nothing of this on the device; what is still unsaved is saved first, or he is asked.
 * @param {function(): (OpinionBoxes|null)} open the boxes that are shown now
 */
export function forgetAtLogOut(open) {
	const { prototype } = frappe.Application;
	const logOut = prototype.logout;
	prototype.logout = async function (...rest) {
		const boxes = open();
		const go = () => {
			if (boxes) boxes.dirty = false;
			forgetDrafts();
			return logOut.apply(this, rest);
		};
		if (!boxes || (await boxes.flush())) return go();
		const question = "这份申报的意见没有存到服务器。现在退出登录，没有保存的意见就没有了。";
		return frappe.warn("意见没有保存", frappe.utils.escape_html(question), go, "放弃意见并退出");
	};
	$(document).on("app_ready", () => forgetDrafts(frappe.session.user));
}
