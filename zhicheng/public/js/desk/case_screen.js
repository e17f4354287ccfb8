/** The clerk's case screen: dossier left, opinions of the open stage right, the actions always in reach. */

import { ask, tell } from "./server.js";
import { button, facts, make, shortTime, whileRunning } from "./dom.js";
import { OpinionBoxes } from "./opinion_boxes.js";
import { givenOpinions } from "./given_opinions.js";
import { eligibilityBlock, openCorrections } from "./case_advice.js";
import { showAttachments, uploadAttachment } from "./attachments.js";
import { showChart, showPath } from "./path_view.js";
import { wholeDossier } from "./documents.js";
import { markChanges } from "./changes.js";
import { backCards, sendBack } from "./back_acts.js";
import { approve, approveBoth } from "./forward_acts.js";
import { listen, showKeys } from "./keyboard.js";
import { forgetAtLogOut } from "./left_opinion.js";
import { MORE, undoVoid } from "./more_acts.js";
import { Presence } from "./presence.js";
import { offerNumbers } from "./private_numbers.js";
import { ProofPane } from "./proof_pane.js";
import { SecondStage } from "./second_stage.js";
import { tally } from "./tally_dialog.js";
import { neighbour } from "./to_do_order.js";

frappe.provide("zhicheng.desk");

const OWN_PRESS = 3000;
const TOLD_FOR = 8000;

const ACTIONS = {
	同意通过: { className: "btn-primary", run: approve, needsOpinion: true },
	录入评审结果: { className: "btn-primary", run: tally, needsOpinion: true },
	返回修改: { className: "btn-default", run: (kase) => sendBack(kase, "返回修改") },
	拒绝: { className: "btn-default zc-danger", run: (kase) => sendBack(kase, "拒绝") },
	流程作废: { className: "btn-default zc-danger", run: (kase) => sendBack(kase, "流程作废") },
	撤销作废: { className: "btn-primary", run: undoVoid },
};

class CaseScreen {
	constructor(frm) {
		this.frm = frm;
		this.application = frm.doc.name;
		this.root = frm.fields_dict.case_screen.$wrapper[0];
	}

	/** Draw the screen anew from what the server says now. */
	async load({ notice = "", moved = false } = {}) {
		this.root.replaceChildren(make("p", "zc-loading", "正在打开…"));
		try {
			this.data = await ask("screen", { application: this.application });
		} catch (refused) {
			if (!this.gone) this.root.replaceChildren(make("p", "zc-fault", refused.message));
			return;
		}
		if (this.presence) this.presence.stop();
		const { data } = this;
		const { desk } = data;
		const stage = desk.stage_code;
		this.boxes = data.actions.includes("保存意见") ? new OpinionBoxes(this.application, data.boxes, { stage }) : null;
		this.second = this.boxes && desk.ahead ? new SecondStage(this.application, desk.ahead) : null;
		this.presence = new Presence(this.application, data.case.step, () => this.overtaken());
		if (this.gone) return;
		this.presence.start();
		this.root.replaceChildren(
			make("div", "zc-case", this.toolbar(), this.notices(notice, moved), this.summary(), this.columns(this.dossier()), this.bar())
		);
	}

	/** Top left 保存意见; top right 流程图, 流程附件上传, 审批过程, 打印 (manual 5.1). */
	toolbar() {
		const left = make("div", "zc-tools");
		if (this.boxes) {
			const save = button("保存意见", "btn-default", () =>
				whileRunning([save], () => this.boxes.save()).catch((refused) => frappe.msgprint(text(refused)))
			);
			const jump = button("填写意见", "btn-default zc-jump", () => this.boxes.element.scrollIntoView({ behavior: "smooth" }));
			left.append(save, jump);
		}
		left.append(button("返回待办业务", "btn-default", () => zhicheng.desk.openToDo()));
		left.append(button("上一份", "btn-default", () => this.go(-1)), button("下一份", "btn-default", () => this.go(1)));
		left.append(button("快捷键", "btn-default zc-wide-only", showKeys));
		const right = make("div", "zc-tools");
		right.append(button("流程图", "btn-default", () => showChart(this.application)));
		right.append(button("审批过程", "btn-default", () => showPath(this.application)));
		right.append(
			button(this.data.can_upload ? "流程附件上传" : "流程附件", "btn-default", () =>
				this.data.can_upload
					? uploadAttachment(this.application, () => this.uploaded())
					: showAttachments(this.data.attachments)
			)
		);
		if (this.data.print_url) {
			right.append(button("打印", "btn-default", () => this.print()));
			right.append(button("整卷材料", "btn-default", () => wholeDossier(this.application)));
		}
		return make("div", "zc-toolbar", left, right);
	}

	/** Before a tab opens: while the region's rule keeps the form locked, when it will be free. */
	print() {
		const { print_locked: locked, print_url: address } = this.data;
		if (locked) frappe.msgprint({ title: "现在不能打印", indicator: "orange", message: frappe.utils.escape_html(locked) });
		else window.open(address, "_blank", "noopener");
	}

	notices(notice, moved) {
		const list = make("div", "zc-notices");
		const goesOn = moved && this.boxes ? "下一环节仍由您办理，请填写新的意见。" : "";
		if (notice) list.append(make("p", "zc-note zc-note--done", notice + goesOn));
		const { returned, case: kase } = this.data;
		if (returned) {
			const sentence = `${returned.stage_name}（${returned.unit_name}）${returned.action}：${returned.reason}`;
			list.append(make("p", "zc-note zc-note--back", sentence));
		}
		list.append(make("p", "zc-note", this.data.where));
		list.append(this.presence.element);
		this.deskNotices(notice).forEach(([text, tone]) => list.append(make("p", `zc-note${tone}`, text)));
		if (kase.for_unit_name) list.append(make("p", "zc-note", `由您代“${kase.for_unit_name}”办理本环节。`));
		return list;
	}

	deskNotices(notice) {
		const { desk } = this.data;
		const found = [];
		if (desk.deadline) {
			const left = frappe.datetime.get_day_diff(desk.deadline.slice(0, 10), frappe.datetime.get_today());
			const when = shortTime(desk.deadline);
			const help = desk.may.includes("延期") ? "延期后才能继续办理，请点“延期”" : "须由上级人社部门延期后才能办理";
			if (desk.is_over) found.push([`本环节已于 ${when} 截止，${help}。`, " zc-note--back"]);
			else found.push([`本环节 ${when} 截止${left > 0 ? `，还有${left}天` : "，就在今天"}。`, left <= 2 ? " zc-note--back" : ""]);
		}
		if (desk.reminded_on && this.boxes) found.push([`${shortTime(desk.reminded_on)} 被催办，请尽快办理。`, " zc-note--back"]);
		// right after the act the green sentence says it
		if (desk.reminder_sent && !notice) found.push([desk.reminder_sent, ""]);
		if (desk.handed_to_name) found.push([desk.handed_to_me ? "这份申报已转给您办理。" : `这份申报已转给${desk.handed_to_name}办理。`, ""]);
		if (desk.deputy_for_name) found.push([`您代${desk.deputy_for_name}办理，记录写作“${desk.deputy_for_name}（由${desk.own_name}代）”。`, ""]);
		return found;
	}

	summary() {
		const kase = this.data.case;
		return facts(
			[
				["姓名", kase.applicant_name],
				["申报编号", kase.application_no],
				["申报资格", kase.qualification_name],
				["级别", `${kase.level}${kase.exceptional ? "（破格）" : ""}`],
				["单位", kase.unit_name],
				["申报系列", kase.series],
				["第几轮", kase.round_no ? `第${kase.round_no}轮` : ""],
				["本轮提交", shortTime(kase.submitted_on)],
			],
			"zc-summary"
		);
	}

	dossier() {
		const article = make("article", "zc-dossier");
		article.setAttribute("aria-label", "申报材料");
		article.innerHTML = this.data.dossier; // rendered and escaped by the server
		offerNumbers(this.application, article);
		return article;
	}

	columns(dossier) {
		const side = make("aside", "zc-side");
		const columns = make("div", "zc-columns", dossier, side);
		this.pane = new ProofPane(columns, dossier);
		if (this.data.case.round_no > 1) markChanges(this.application, dossier);
		if (this.boxes && this.data.boxes.length) {
			side.append(make("h3", "zc-side-title", `${this.data.case.stage_name}意见`), this.boxes.element);
		}
		if (this.second) side.append(this.second.element);
		const cards = backCards(this.dialogCase(), this.data.actions, (action) => this.press(action));
		if (cards) side.append(cards);
		side.append(openCorrections(this.data.corrections), eligibilityBlock(this.data.eligibility));
		side.append(givenOpinions(this.data.opinions, this.application));
		if (this.data.attachments.length) side.append(showAttachments(this.data.attachments, { inPlace: true }));
		// nothing to write and nothing written yet: the dossier takes the whole width
		columns.classList.toggle("zc-columns--alone", !side.textContent);
		return columns;
	}

	/** Only what the server allows this person now. */
	bar() {
		const bar = make("div", "zc-bar");
		bar.setAttribute("role", "toolbar");
		bar.setAttribute("aria-label", "办理");
		this.data.actions
			.filter((action) => ACTIONS[action])
			.forEach((action) => bar.append(button(action, ACTIONS[action].className, () => this.press(action))));
		if (this.data.actions.includes("已阅")) {
			const read = this.data.case.read_on ? "已阅 ✓" : "已阅";
			this.readButton = button(read, "btn-default", () => this.markRead());
			bar.append(this.readButton);
		}
		(this.data.desk.may || [])
			.forEach((action) => bar.append(button(action, "btn-default", () => this.more(action))));
		if (!bar.children.length) bar.append(make("span", "zc-quiet", "这份申报现在没有您要办理的步骤。"));
		this.buttons = [...bar.querySelectorAll("button")];
		return bar;
	}

	async press(action) {
		// its key may come while the last press is still on its way
		if (this.buttons.some((one) => one.disabled)) return;
		await whileRunning(this.buttons, async () => {
			if (this.boxes && ACTIONS[action].needsOpinion) {
				const missing = this.boxes.missing();
				if (missing.length) throw new Error(`${missing.join("\n")}\n填好后再点“${action}”。`);
				if (!(await this.boxes.save({ quietly: true }))) return this.unsaved();
			}
			if (action === "同意通过" && this.second && this.second.isOn) return this.both();
			await ACTIONS[action].run(this.dialogCase({ goesAhead: ACTIONS[action].needsOpinion }));
		}).catch((refused) => frappe.msgprint(text(refused)));
	}

	/** What would be given is what the server has, not what is shown here: nothing is done with it. */
	async unsaved() {
		const fault = this.boxes.fault;
		// refused because somebody was faster: that is what is said
		await this.presence.ask("keep_open");
		if (!this.presence.stopped) throw new Error(`意见没有保存，还不能办理。\n${fault}`);
	}

	both() {
		const { boxes, ahead } = this.second;
		const missing = boxes.missing();
		if (missing.length) throw new Error(`${missing.join("\n")}\n两个环节的意见都填好后再点“同意通过”。`);
		return approveBoth(this.dialogCase({ goesAhead: true }), ahead, boxes.values());
	}

	more(action) {
		return whileRunning(this.buttons, async () => {
			if (!(await this.close())) return this.unsaved();
			await MORE[action](this.dialogCase());
		}).catch((refused) => frappe.msgprint(text(refused)));
	}

	/** Somebody acted while this screen was open: say who, when and what, and show the case as it is now. */
	async overtaken() {
		const shown = this.data;
		const { rows } = await ask("path", { application: this.application }).catch(() => ({ rows: [] }));
		const last = rows.filter((row) => row.decided_on).pop();
		// his own press is on its way back and draws the screen itself; from another window of his it does not
		if (last && last.who.includes(shown.desk.own_name)) await new Promise((resolve) => setTimeout(resolve, OWN_PRESS));
		if (this.gone || this.data !== shown) return;
		this.giveBoxes();
		this.reload(last ? `这份申报已由${last.who}于 ${shortTime(last.decided_on).slice(11)} 办理“${last.action}”。` : "这份申报刚刚有变化。");
	}

	/** The next or previous case of one's to-do. */
	async go(step) {
		if (!(await this.close())) return this.unsaved().catch((refused) => frappe.msgprint(text(refused)));
		const name = await neighbour(this.application, step);
		if (this.gone) return;
		if (name) frappe.set_route("Form", "Title Application", name);
		else frappe.show_alert({ message: step > 0 ? "已经是最后一份待办。" : "已经是第一份待办。", indicator: "blue" });
	}

	/** By the key: whatever passes the open stage. */
	forward() {
		const action = ["同意通过", "录入评审结果"].find((one) => this.data.actions.includes(one));
		if (action) this.press(action);
	}

	get isShown() {
		return Boolean(this.data) && document.body.contains(this.root) && this.root.offsetParent !== null;
	}

	/** What is being typed meanwhile stays. */
	async uploaded() {
		await this.close();
		await this.load({ notice: "流程附件已上传。" });
	}

	async markRead() {
		await whileRunning(this.buttons, async () => {
			const answer = await tell("mark_read", { application: this.application });
			frappe.show_alert({ message: answer.sentence, indicator: "green" });
			this.readButton.textContent = "已阅 ✓";
		}).catch((refused) => frappe.msgprint(text(refused)));
	}

	/** @param {boolean} goesAhead the act carries the case to a stage after this one */
	dialogCase({ goesAhead = false } = {}) {
		return {
			...this.data.case,
			application: this.application,
			return_to: this.data.return_to,
			tally: this.data.tally,
			desk: this.data.desk,
			after: (answer) => this.leave(answer.sentence, goesAhead),
			stale: (sentence) => this.reload(sentence),
		};
	}

	leave(sentence, goesAhead) {
		if (goesAhead && this.boxes) this.boxes.draft.drop();
		if (goesAhead && this.second && this.second.isOn) this.second.boxes.draft.drop();
		this.giveBoxes();
		this.renew({ notice: sentence, moved: goesAhead });
	}

	giveBoxes() {
		if (this.boxes) this.boxes.give();
		this.boxes = null;
	}

	/** Read the form anew; its refresh draws this screen with the sentence on top. */
	renew(news) {
		tidings.set(this.application, { ...news, at: Date.now() });
		return this.frm.reload_doc();
	}

	/** Somebody was faster: say so, and show the case as it is now. */
	reload(sentence) {
		frappe.msgprint({ title: "申报已有变化", indicator: "orange", message: frappe.utils.escape_html(sentence) });
		this.renew({});
	}

	/** False when what was typed could not be saved. */
	async close() {
		return !this.boxes || this.boxes.flush();
	}

	tellLost(isKeptHere) {
		const help = isKeptHere ? "已留在本机，再打开这份申报时可以恢复；退出登录后会清除" : "请打开这份申报重新填写";
		const message = `${this.data.case.applicant_name}的申报意见没有保存，${help}。`;
		frappe.show_alert({ message: frappe.utils.escape_html(message), indicator: "red" }, 30);
	}

	/** The screen goes: nobody is told any more that the case is open here. */
	leaveIt() {
		if (!this.gone) {
			this.gone = true;
			if (this.presence) this.presence.stop({ leaving: true });
			const { boxes } = this;
			this.closing = this.close().then((isSaved) => isSaved || this.tellLost(boxes.isKeptHere));
		}
		return this.closing;
	}
}

function text(refused) {
	return { title: "不能办理", indicator: "red", message: frappe.utils.escape_html(refused.message).replace(/\n/g, "<br>") };
}

let shown = null;
let drawings = 0;
const tidings = new Map();

/** The form may be drawn twice after an act, also by news from the server: the sentence stands in each drawing. */
function freshTidings(application) {
	const news = tidings.get(application);
	return news && Date.now() - news.at < TOLD_FOR ? news : undefined;
}

/** Called by the form's refresh: one screen at a time, what was typed in the last one is saved first. */
zhicheng.desk.showCase = async function showCase(frm) {
	const mine = ++drawings;
	if (shown) await shown.leaveIt();
	// asked for again while the last screen was still saving: the later one draws
	if (mine !== drawings) return;
	shown = new CaseScreen(frm);
	await shown.load(freshTidings(frm.doc.name));
};

zhicheng.desk.leaveCase = async function leaveCase() {
	if (shown) await shown.leaveIt();
};

listen(() => shown);

const unsaved = () => (shown && shown.boxes && shown.boxes.dirty ? shown.boxes : null);

forgetAtLogOut(unsaved);

window.addEventListener("pagehide", () => unsaved() && unsaved().keepHere());
window.addEventListener("beforeunload", (event) => {
	if (!unsaved()) return;
	event.preventDefault();
	event.returnValue = "";
});
