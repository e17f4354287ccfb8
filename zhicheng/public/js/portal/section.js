/** One section of the dossier: it saves itself, and keeps in this browser what the server does not have yet. */

import { follow } from "./conditions.js";
import { Conflicts } from "./conflicts.js";
import { ask, choose } from "./dialogs.js";
import { all, busy, on, one, toast } from "./dom.js";
import * as fields from "./fields.js";
import { Grid } from "./grid.js";
import { Keeper } from "./keeper.js";
import { Mirror } from "./mirror.js";
import { Opening } from "./opening.js";
import { wireProofs } from "./proofs.js";
import { Rows } from "./rows.js";
import { tell } from "./server.js";
import { StateLine } from "./state_line.js";

class Section {
	constructor(form) {
		this.form = form;
		this.isTable = form.dataset.table === "1";
		this.line = new StateLine(form, () => this.keeper.save(true));
		this.mirror = new Mirror(form.dataset.application, form.dataset.section);
		fields.rememberInitial(form);
		this.rows = this.isTable ? new Rows(form, () => this.rowsChanged()) : null;
		this.grid = this.isTable ? this.gridOf(form) : null;
		if (!this.isTable) follow(form);
		this.opening = new Opening(form, this.rows);
		this.conflicts = new Conflicts(this);
		this.keeper = new Keeper(this);
		this.failed = false;
		all("textarea[name=summary_text]", form).forEach(fields.addCounter);
		this.listen();
		this.bringBack();
	}

	gridOf(form) {
		return new Grid(form, this.rows, {
			open: (card) => this.show(card),
			copy: (card) => this.added(this.rows.copy(card)),
			remove: (card) => this.rows.remove(card),
		});
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
		on(this.form, "change", "[name]", (event, input) => this.typed(input, true));
		on(this.form, "click", "[data-act]", (event, button) => this.act(button));
		on(this.form, "click", "[data-copy]", (event, button) => this.added(this.rows.copy(button.closest(".row-card"))));
		on(this.form, "click", "[data-remove]", (event, button) => this.rows.remove(button.closest(".row-card")));
		on(document, "click", ".bag-list a, .title-row a", (event, link) => this.follow(event, link));
		wireProofs(this.form, (place) => this.readyForProof(place));
		window.addEventListener("beforeunload", (event) => {
			// what the browser keeps comes back by itself; only where it keeps nothing, leaving loses words
			if (!this.isDirty() || this.leaving || this.isMirrored) return;
			event.preventDefault();
			event.returnValue = "";
		});
	}

	act(button) {
		const act = button.dataset.act;
		if (act === "add") this.added(this.rows.add());
		if (act === "grid") this.grid.toggle();
		if (act === "leave") busy(button, () => this.leave());
		if (act === "undo") busy(button, () => this.undo());
		if (act === "reload") busy(button, () => this.reload());
	}

	typed(input, isLeft = false) {
		const card = input.closest(".row-card");
		follow(card || this.form);
		if (card) this.rows.title(card);
		if (input.dataset.refused !== fields.valueOf(input)) fields.clearError(input);
		this.changed(isLeft);
	}

	/** Something differs from what the server holds: keep it here at once, send it in a moment. */
	changed(isLeft = false) {
		if (!this.isDirty()) {
			this.mirror.clear();
			if (!this.failed) this.line.rest();
			return;
		}
		this.isMirrored = this.mirror.keep(this.kept());
		if (!this.isDirty(true)) return;
		if (!this.failed) this.line.waiting();
		if (isLeft) this.keeper.soon();
		else this.keeper.later();
	}

	/** Added, copied or taken away. */
	rowsChanged() {
		this.grid.draw();
		this.changed(true);
	}

	/** For this browser: also what the server has refused, and what it held before. */
	kept() {
		const values = this.values();
		return this.isTable ? values : { values, seen: fields.seenIn(this.form, values) };
	}

	values(calm = false) {
		return this.isTable ? this.rows.changes(calm) : fields.changedIn(this.form, calm);
	}

	isDirty(calm = false) {
		const values = this.values(calm);
		return this.isTable ? values.rows.length + values.deleted.length > 0 : Object.keys(values).length > 0;
	}

	press(button) {
		busy(button, async () => {
			const goes = button.dataset.save;
			const isForced = goes === "stay" || !this.isTable;
			if (!(await this.save(isForced))) return;
			if (goes === "stay") {
				toast("数据保存成功");
				// after the first 保存数据 the other sections open
				if (one(".bag-shut")) this.reload();
				return;
			}
			this.go(goes === "next" ? this.form.dataset.next : "cover_page");
		});
	}

	/** True when the server holds everything that stands on the page. */
	async save(isForced = false) {
		if (!isForced && !this.keeper.running && !this.isDirty()) return true;
		fields.clearErrors(this.form);
		const went = await this.keeper.save(true);
		if (went && !this.isDirty() && !this.conflicts.count) return true;
		this.point();
		return false;
	}

	/** One request. `manual` sends again what was refused, and opens the sections. */
	async send(manual) {
		const sent = this.values(!manual);
		const isEmpty = this.isTable ? !sent.rows.length && !sent.deleted.length : !Object.keys(sent).length;
		if (isEmpty && (!manual || this.isTable)) return;
		this.line.saving();
		const answer = await tell(
			"portal.save_section",
			{
				application: this.form.dataset.application,
				section: this.form.dataset.section,
				revision: Number(this.form.dataset.revision),
				values: sent,
				seen: this.isTable ? {} : fields.seenIn(this.form, sent),
				merge: 1,
				auto: manual ? 0 : 1,
			},
			{ keepalive: document.hidden }
		);
		this.failed = false;
		one(".form-error", this.form).hidden = true;
		this.settle(answer, sent);
	}

	settle(answer, sent) {
		this.form.dataset.revision = answer.revision;
		const refused = answer.errors.concat(answer.conflicts);
		if (this.isTable) {
			this.rows.settle(answer, sent, refused);
			this.rows.hold(answer.conflicts);
			this.grid.renamed(answer.names);
		} else {
			fields.settleIn(this.form, sent, refused.map((place) => place.fieldname));
			fields.refreshIn(this.form, answer.fields);
			follow(this.form);
		}
		this.refuse(answer.errors, sent);
		this.conflicts.add(answer.conflicts);
		if (answer.stale) this.meet(answer);
		begun();
		if (this.isDirty()) this.isMirrored = this.mirror.keep(this.kept());
		else this.mirror.clear();
		this.line.saved(answer.saved_on, answer.errors.length, this.conflicts.count, this.isDirty(true));
		if (this.isDirty(true)) this.keeper.later();
	}

	/** Wrong values stand red at their fields and are not sent again until they are changed. */
	refuse(errors, sent) {
		fields.showErrors(this.form, errors);
		if (this.grid) this.grid.mark(errors);
		errors.forEach((error) => {
			const scope = error.row ? this.rows.card(error.row) : this.form;
			const input = scope && fields.inputOf(scope, error.fieldname);
			if (!input) return;
			const row = this.isTable && sent.rows.find((one) => one.name === error.row);
			const value = this.isTable ? row && row.values[input.name] : sent[input.name];
			input.dataset.refused = value === undefined ? fields.valueOf(input) : value;
		});
	}

	/** Another window has saved this section meanwhile. */
	meet(answer) {
		const made = this.isTable ? this.rows.strangers(answer) : 0;
		one(".strangers", this.form).hidden = !made;
		one("[data-strangers]", this.form).textContent = `另一个窗口新增了 ${made} 行。`;
		if (!answer.conflicts.length) toast("另一个窗口保存的内容已合并到本页");
	}

	/** A choice was made between two windows. */
	resolved() {
		this.changed(true);
		if (!this.isDirty()) this.line.rest();
	}

	/** The first wrong field, or the choice that is open. */
	point() {
		const place = one('[aria-invalid="true"]', this.grid && this.grid.isOpen ? this.grid.box : this.form);
		if (place) place.focus();
		else if (this.conflicts.count) one("button", this.conflicts.box).focus();
	}

	away(refused) {
		this.failed = true;
		this.line.away(refused, this.isMirrored);
	}

	refused(refused) {
		this.failed = true;
		this.line.refused();
		fields.showRefusal(this.form, refused);
		const errors = (refused.data && refused.data.errors) || [];
		fields.showErrors(this.form, errors);
	}

	/** A proof hangs on a saved row. */
	async readyForProof(place) {
		if (!place.dataset.row || !place.dataset.row.startsWith("new-")) return true;
		const card = place.closest(".row-card");
		if (!fields.inputsOf(card).some(fields.isChanged)) {
			fields.showRefusal(this.form, { message: "请先填写这一行，再上传它的附件。" });
			return false;
		}
		await this.keeper.save(true);
		return !place.dataset.row.startsWith("new-");
	}

	/** 取消 and X. */
	async leave() {
		if (!this.opening.differs()) {
			this.mirror.clear();
			this.go("cover_page");
			return;
		}
		const chosen = await choose({
			title: "关闭这一部分",
			text: "这一部分打开后有改动，已自动保存或正在保存。要保留改动，还是恢复到打开时的内容？已删除的行恢复后，附件须重新上传。",
			choices: [
				{ value: "keep", label: "保留改动", main: true },
				{ value: "undo", label: "恢复到打开时的内容" },
				{ value: "", label: "继续填写" },
			],
		});
		if (!chosen) return;
		if (chosen === "undo") this.opening.restore();
		this.changed();
		if (await this.save()) this.go("cover_page");
	}

	/** 不要找回的内容: as the server has it. */
	async undo() {
		one(".restore", this.form).hidden = true;
		this.opening.restore();
		this.form.querySelectorAll("[data-refused]").forEach((input) => delete input.dataset.refused);
		fields.clearErrors(this.form);
		if (!this.isTable) follow(this.form);
		this.changed(true);
	}

	/** A link to another page waits until the words are saved; a second press goes at once. */
	async follow(event, link) {
		if (event.ctrlKey || event.metaKey || event.shiftKey || link.target || this.pressed === link || !this.isDirty()) return;
		event.preventDefault();
		this.pressed = link;
		if (!(await this.save())) return;
		this.leaving = true;
		location.assign(link.href);
	}

	go(key) {
		this.leaving = true;
		location.assign(`/portal/dossier?name=${encodeURIComponent(this.form.dataset.application)}&section=${key}`);
	}

	async reload() {
		if (!(await this.save())) return;
		this.leaving = true;
		location.reload();
	}

	/** A new row: into its first field. */
	added(card) {
		if (this.grid.isOpen) {
			this.grid.draw();
			this.grid.focus(card);
			return;
		}
		this.show(card);
	}

	show(card) {
		if (this.grid.isOpen) this.grid.toggle();
		const first = fields.inputsOf(card)[0];
		if (first) first.focus();
	}

	/** What a closed window or a broken line left in this browser comes back by itself. */
	bringBack() {
		const left = this.mirror.left();
		left.forEach((kept) => {
			if (this.isTable) this.rows.restore(kept.values);
			else this.restore(kept.values);
		});
		if (!this.isTable) follow(this.form);
		if (!this.isDirty()) {
			this.mirror.clear();
			return;
		}
		if (left.length) this.tellBack(left);
		this.changed();
	}

	tellBack(left) {
		const when = new Date(left[left.length - 1].at).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
		one("[data-restore-text]", this.form).textContent = `已找回 ${when} 填写、当时没有保存的内容。`;
		one(".restore", this.form).hidden = false;
	}

	restore({ values, seen }) {
		fields.inputsOf(this.form).forEach((input) => {
			if (!(input.name in values)) return;
			fields.put(input, values[input.name]);
			if (seen && seen[input.name] !== undefined) input.dataset.initial = seen[input.name];
		});
	}
}

/** The line of this section in the list; what it still lacks is counted when the page is drawn again. */
function begun() {
	const item = one(".bag-item--empty > [aria-current]");
	if (!item) return;
	item.parentElement.className = "bag-item bag-item--doing";
	one(".bag-state", item).textContent = "填写中";
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
	on(form, "click", '[data-act="grid"]', () => grid.toggle());
}

/** Save what stands on the page before something else is done with the dossier. */
export async function settle() {
	return section ? section.save() : true;
}
