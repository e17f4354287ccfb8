/** The opinion boxes of the open stage (审批意见, 负责人签字, 审批日期, 公示), saved by hand and by themselves. */

import { DeviceDraft } from "../shared/device_drafts.js";
import { ask, tell } from "./server.js";
import { make, shortTime, whileRunning } from "./dom.js";
import { picker } from "./library.js";
import { leftOpinion, NAMES } from "./left_opinion.js";
import { chooseSignature, picture } from "./signatures.js";

const AUTOSAVE_AFTER = 4000;
const PHRASE = "材料真实，符合申报条件，同意推荐。";

export class OpinionBoxes {
	/**
	 * @param {string} application
	 * @param {object[]} boxes rows of zhicheng.domain.approval.opinion.boxes
	 * @param {object} options stage: whose phrases are offered; keepsItself: false for boxes of a stage not reached yet
	 */
	constructor(application, boxes, { stage = "", keepsItself = true } = {}) {
		this.application = application;
		this.boxes = boxes;
		this.stage = stage;
		this.keepsItself = keepsItself;
		this.signatures = new Map(boxes.map((box) => [box.box_code, box.signature || ""]));
		this.groups = new Map();
		this.drawSignature = new Map();
		this.draft = new DeviceDraft(frappe.session.user, application, stage);
		this.element = make("div", "zc-boxes");
		this.status = make("p", "zc-status");
		this.status.setAttribute("role", "status");
		this.dirty = false;
		boxes.forEach((box) => this.element.append(this.draw(box)));
		this.element.prepend(leftOpinion(this));
		this.element.append(this.status);
	}

	draw(box) {
		const body = make("div", "zc-box-body");
		const group = new frappe.ui.FieldGroup({ fields: fieldsOf(box), body: $(body) });
		group.make();
		group.set_values(pick(box));
		this.groups.set(box.box_code, group);
		// the values set above fire change events of their own, which are no typing
		setTimeout(() => $(body).on("input change", () => this.touched(box)), 500);
		const parts = [make("h4", "zc-box-title", box.box_title), this.phrase(box, group), body, this.signature(box, group)];
		if (box.with_public_notice) {
			this.warning = make("p", "zc-warning");
			parts.push(this.warning);
			this.checkNotice(group);
		}
		return make("section", "zc-box", ...parts);
	}

	/** The office's phrases, with the customary sentence first; today as the day when none is given. */
	phrase(box, group) {
		const put = async (text) => {
			const values = group.get_values(true) || {};
			const notice =
				values.notice_from && values.notice_to
					? `经公示(${values.notice_from}至${values.notice_to})${values.notice_result || "无异议"}，`
					: "";
			const before = (values.opinion || "").trim();
			await group.set_value("opinion", before ? `${before}\n${notice}${text}` : notice + text);
			if (!values.approved_on) await group.set_value("approved_on", frappe.datetime.get_today());
			this.touched(box);
		};
		return picker("opinions", this.stage, put, [PHRASE]);
	}

	/** 签字图片 instead of a typed name; the name stands beside it in either case. */
	signature(box, group) {
		const place = make("div", "zc-signature-place");
		const choose = make("button", "btn btn-xs btn-default", "签字图片");
		choose.type = "button";
		const draw = () => {
			const name = this.signatures.get(box.box_code);
			const shown = name ? picture(name, this.application, group.get_value("leader_name")) : "";
			place.replaceChildren(choose, ...(shown ? [shown] : []));
		};
		const take = async (row) => {
			this.signatures.set(box.box_code, row ? row.name : "");
			if (row) await group.set_value("leader_name", row.leader_name);
			draw();
			this.touched(box);
		};
		choose.addEventListener("click", () =>
			whileRunning([choose], () => chooseSignature(take)).catch((refused) => frappe.msgprint(frappe.utils.escape_html(refused.message)))
		);
		draw();
		this.drawSignature.set(box.box_code, draw);
		return place;
	}

	touched(box) {
		if (box.with_public_notice) this.checkNoticeSoon(this.groups.get(box.box_code));
		if (JSON.stringify(this.values()) === this.lastSaved) return;
		if (this.isGiven) return;
		// the server takes a draft of the open stage only
		if (!this.keepsItself) return void this.keepHere();
		this.dirty = true;
		this.say("有修改，稍后自动保存…");
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.save({ quietly: true }), AUTOSAVE_AFTER);
	}

	checkNoticeSoon(group) {
		clearTimeout(this.noticeTimer);
		this.noticeTimer = setTimeout(() => this.checkNotice(group), 600);
	}

	/** The server judges the dates; the page only shows what it says. */
	async checkNotice(group) {
		const { notice_from = "", notice_to = "", notice_result = "" } = group.get_values(true) || {};
		const mine = (this.asked = (this.asked || 0) + 1);
		if (!notice_from && !notice_to) {
			this.warning.textContent = "";
			return;
		}
		const answer = await ask("notice_fault", { notice_from, notice_to, notice_result }).catch(() => null);
		// on a slow line the answer about earlier dates may come last
		if (mine !== this.asked) return;
		this.warning.textContent = answer && answer.fault ? `提醒：${answer.fault}` : "";
	}

	values() {
		const values = {};
		this.groups.forEach((group, code) => {
			// a field that was emptied is told too; Frappe leaves it out
			const names = group.fields.map((df) => df.fieldname).filter(Boolean);
			values[code] = Object.fromEntries(names.map((name) => [name, group.get_value(name) || ""]));
			values[code].signature = this.signatures.get(code);
		});
		return values;
	}

	/** What had stayed on the device, into the boxes. */
	async takeUp(kept) {
		for (const [code, group] of this.groups) {
			if (!kept[code]) continue;
			const names = NAMES.filter((name) => group.fields_dict[name]);
			await group.set_values(Object.fromEntries(names.map((name) => [name, kept[code][name] || ""])));
			this.signatures.set(code, kept[code].signature || "");
			this.drawSignature.get(code)();
		}
	}

	/** False when even this device cannot hold it. */
	keepHere() {
		return this.draft.keep(this.values());
	}

	/** What is marked with a star and still empty, one sentence per box. */
	missing() {
		return this.boxes
			.map((box) => {
				const group = this.groups.get(box.box_code);
				const values = group.get_values(true) || {};
				const empty = group.fields.filter((df) => df.reqd && !values[df.fieldname]).map((df) => df.label);
				return empty.length ? `“${box.box_title}”缺少${empty.join("、")}。` : "";
			})
			.filter(Boolean);
	}

	/** Give what is typed to the server; one call after the other, so that no earlier words arrive last. */
	save({ quietly = false } = {}) {
		clearTimeout(this.timer);
		const turn = (this.before || Promise.resolve()).then(() => this.send(quietly));
		this.before = turn.catch(() => {});
		return turn;
	}

	async send(quietly) {
		const values = this.values();
		try {
			const answer = await tell("save_opinion", { application: this.application, values });
			this.lastSaved = JSON.stringify(values);
			this.dirty = JSON.stringify(this.values()) !== this.lastSaved;
			// what is offered and not answered yet stays, whatever else is saved meanwhile
			if (!this.dirty && !this.isOffered) this.draft.drop();
			this.say(`意见已保存 ${shortTime(answer.saved_on).slice(11)}`);
			if (!quietly) frappe.show_alert({ message: answer.sentence, indicator: "green" });
			return true;
		} catch (refused) {
			this.dirty = true;
			this.fault = refused.message;
			this.isKeptHere = this.keepHere();
			this.say(`未保存：${refused.message}`, true);
			if (!quietly) throw refused;
			return false;
		}
	}

	/** The case has moved on: nothing is saved any more, it would be written at the stage that follows. */
	give() {
		this.isGiven = true;
		clearTimeout(this.timer);
	}

	/** Before leaving or acting; false when what is typed could not be saved. */
	async flush() {
		return !this.dirty || this.save({ quietly: true });
	}

	say(sentence, isFault = false) {
		this.status.textContent = sentence;
		this.status.classList.toggle("zc-status--fault", isFault);
	}
}

function fieldsOf(box) {
	const fields = [
		{ fieldname: "opinion", fieldtype: "Small Text", label: "审批意见", reqd: 1 },
		{ fieldname: "leader_name", fieldtype: "Data", label: "负责人签字", reqd: 1 },
		{ fieldtype: "Column Break" },
		{ fieldname: "approved_on", fieldtype: "Date", label: "审批日期", reqd: 1 },
	];
	fields.splice(1, 0, { fieldtype: "Section Break" });
	if (!box.with_public_notice) return fields;
	return [
		{ fieldname: "notice_from", fieldtype: "Date", label: "公示开始日期" },
		{ fieldtype: "Column Break" },
		{ fieldname: "notice_to", fieldtype: "Date", label: "公示结束日期" },
		{ fieldtype: "Section Break" },
		{ fieldname: "notice_result", fieldtype: "Data", label: "公示结果", description: "例如：无异议" },
		...fields,
	];
}

function pick(box) {
	return Object.fromEntries(NAMES.filter((name) => box[name]).map((name) => [name, box[name]]));
}
