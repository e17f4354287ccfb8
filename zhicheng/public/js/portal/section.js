/** One section of the dossier: save what changed, keep the rest in this browser until the server has it. */

import { follow } from "./conditions.js";
import { ask } from "./dialogs.js";
import { all, busy, on, one, toast } from "./dom.js";
import { addCounter, allIn, changedIn, clearErrors, inputsOf, put, rememberInitial, showErrors, showRefusal } from "./fields.js";
import { Grid } from "./grid.js";
import { Mirror } from "./mirror.js";
import { wireProofs } from "./proofs.js";
import { Rows } from "./rows.js";
import { tell } from "./server.js";

class Section {
	constructor(form) {
		this.form = form;
		this.isTable = form.dataset.table === "1";
		this.mirror = new Mirror(form.dataset.application, form.dataset.section);
		rememberInitial(form);
		this.rows = this.isTable ? new Rows(form, () => this.changed()) : null;
		this.grid = this.isTable ? new Grid(form, this.rows) : null;
		if (!this.isTable) follow(form);
		all("textarea[name=summary_text]", form).forEach(addCounter);
		this.listen();
		this.offerKept();
	}

	listen() {
		this.form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.press(one("[type=submit]", this.form));
		});
		on(this.form, "click", "button[data-save]", (event, button) => {
			if (button.type === "button") this.press(button);
		});
		on(this.form, "input", "[name]", (event, input) => this.typed(input));
		on(this.form, "change", "[name]", (event, input) => this.typed(input));
		on(this.form, "click", "[data-act]", (event, button) => this.act(button));
		on(this.form, "click", "[data-copy]", (event, button) => this.show(this.rows.copy(button.closest(".row-card"))));
		on(this.form, "click", "[data-remove]", (event, button) => this.rows.remove(button.closest(".row-card")));
		wireProofs(this.form, (place) => this.readyForProof(place));
		window.addEventListener("beforeunload", (event) => {
			if (!this.isDirty() || this.leaving) return;
			event.preventDefault();
			event.returnValue = "";
		});
	}

	act(button) {
		const act = button.dataset.act;
		if (act === "add") this.show(this.rows.add());
		if (act === "grid") this.grid.toggle(button);
		if (act === "leave") this.leave();
		if (act === "restore") this.restore();
		if (act === "forget") this.forget();
	}

	typed(input) {
		const card = input.closest(".row-card");
		follow(card || this.form);
		if (card) this.rows.title(card);
		input.removeAttribute("aria-invalid");
		this.changed();
	}

	/** Something differs from what the server holds. */
	changed() {
		if (this.isDirty()) {
			this.mirror.keep(this.values());
			this.say("有未保存的内容");
		} else {
			this.mirror.clear();
			this.say("");
		}
	}

	values() {
		return this.isTable ? this.rows.changes() : changedIn(this.form);
	}

	isDirty() {
		const values = this.values();
		return this.isTable ? values.rows.length + values.deleted.length > 0 : Object.keys(values).length > 0;
	}

	press(button) {
		busy(button, async () => {
			const goes = button.dataset.save;
			if (!(await this.save({ force: goes === "stay" || !this.isTable }))) return;
			if (goes === "stay") {
				toast("数据保存成功");
				this.openSections();
				return;
			}
			const key = goes === "next" ? this.form.dataset.next : "cover_page";
			this.go(key);
		});
	}

	/** True when the server holds everything that stands on the page. */
	async save({ force = false } = {}) {
		clearErrors(this.form);
		const sent = this.values();
		if (!force && !this.isDirty()) return true;
		this.say("正在保存…");
		try {
			const answer = await tell("portal.save_section", {
				application: this.form.dataset.application,
				section: this.form.dataset.section,
				revision: Number(this.form.dataset.revision),
				values: sent,
			});
			this.settle(answer, sent);
			return true;
		} catch (refused) {
			this.say("没有保存，内容保留在本页");
			showRefusal(this.form, refused);
			showErrors(this.form, refused.data.errors || []);
			return false;
		}
	}

	settle(answer, sent) {
		this.form.dataset.revision = answer.revision;
		if (this.isTable) this.rows.settle(answer, sent);
		else inputsOf(this.form).forEach((input) => input.name in sent && (input.dataset.initial = sent[input.name]));
		this.changed();
		if (!this.isDirty()) this.say(`已保存 ${answer.saved_on}`);
	}

	/** A proof hangs on a saved row. */
	async readyForProof(place) {
		if (!place.dataset.row || !place.dataset.row.startsWith("new-")) return true;
		const card = place.closest(".row-card");
		if (!Object.values(allIn(card)).some((value) => value && value !== "0")) {
			showRefusal(this.form, { message: "请先填写这一行，再上传它的附件。" });
			return false;
		}
		return this.save();
	}

	async leave() {
		if (this.isDirty()) {
			const text = "本页还有没有保存的内容，取消后会放弃这些修改。";
			if (!(await ask({ title: "取消", text, yes: "放弃修改", danger: true }))) return;
			this.mirror.clear();
		}
		this.go("cover_page");
	}

	go(key) {
		this.leaving = true;
		location.assign(`/portal/dossier?name=${encodeURIComponent(this.form.dataset.application)}&section=${key}`);
	}

	show(card) {
		one(".rows", this.form).hidden = false;
		if (!this.grid.box.hidden) this.grid.toggle(one('[data-act="grid"]', this.form));
		const first = inputsOf(card)[0];
		if (first) first.focus();
	}

	/** After the first 保存数据 the other sections open. */
	openSections() {
		if (one(".bag-shut")) location.reload();
	}

	offerKept() {
		const kept = this.form.dataset.editable === "1" && this.mirror.read();
		if (!kept) return;
		const when = new Date(kept.at);
		one("[data-restore-text]", this.form).textContent = `本机保留着 ${when.toLocaleString("zh-CN")} 填写、还没有保存的内容。`;
		one(".restore", this.form).hidden = false;
	}

	restore() {
		const kept = this.mirror.read();
		one(".restore", this.form).hidden = true;
		if (!kept) return;
		if (this.isTable) this.rows.restore(kept.values);
		else inputsOf(this.form).forEach((input) => input.name in kept.values && put(input, kept.values[input.name]));
		if (!this.isTable) follow(this.form);
		this.changed();
	}

	forget() {
		this.mirror.clear();
		one(".restore", this.form).hidden = true;
	}

	say(sentence) {
		const line = one(".save-state", this.form);
		if (line) line.textContent = sentence;
	}
}

const form = one("form[data-section]");
const section = form && form.dataset.editable === "1" ? new Section(form) : null;
if (form && !section) showOnly();

/** A submitted dossier: conditions and 详情 work, nothing can be typed. */
function showOnly() {
	if (form.dataset.table !== "1") {
		follow(form);
		return;
	}
	const grid = new Grid(form, new Rows(form, () => {}));
	on(form, "click", '[data-act="grid"]', (event, button) => grid.toggle(button));
}

/** Save what stands on the page before something else is done with the dossier. */
export async function settle() {
	return section ? section.save() : true;
}
