/** 上传附件, 拍照, 修改, 取消上传: proofs beside a field or a row; 预览 is proof_viewer.js. */

import { ask } from "./dialogs.js";
import { all, make, on, one } from "./dom.js";
import { KINDS, PHOTOS, fault } from "./picked_file.js";
import { Sending, sendings } from "./sending.js";
import { tell } from "./server.js";

/** @param ready gives false when the row could not be saved before its first proof */
export function wireProofs(form, ready) {
	const page = { form, ready };
	hint(form);
	on(form, "click", "[data-upload]", (event, button) => pick(page, button.closest(".proof")));
	on(form, "click", "[data-camera]", (event, button) => pick(page, button.closest(".proof"), { photo: true }));
	on(form, "click", "[data-replace]", (event, button) =>
		pick(page, button.closest(".proof"), { replace: button.closest("[data-attachment]").dataset.attachment })
	);
	on(form, "click", "[data-cancel]", (event, button) => cancel(page, button.closest("[data-attachment]")));
	if (form.dataset.editable === "1") wireDrop(page);
}

/** The limits stand where a file is picked, also in rows that are added later. */
function hint(form) {
	const sentence = `jpg、png、pdf，每个不超过 ${form.dataset.maxMb} MB`;
	const template = one("template", form);
	[form, template && template.content].filter(Boolean).forEach((root) => all(".proof-hint", root).forEach((place) => (place.textContent = sentence)));
}

function wireDrop(page) {
	const { form } = page;
	const hasFiles = (event) => Array.from(event.dataTransfer.types).includes("Files");
	// a file dropped beside a place would open in the window and take the page away
	["dragover", "drop"].forEach((type) => document.addEventListener(type, (event) => hasFiles(event) && event.preventDefault()));
	document.addEventListener("dragenter", (event) => hasFiles(event) && form.classList.add("is-dragging"));
	document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("is-dragging"));
	document.addEventListener("drop", () => form.classList.remove("is-dragging"));
	on(form, "dragover", ".proof", (event, place) => hasFiles(event) && place.classList.add("is-over"));
	on(form, "dragleave", ".proof", (event, place) => place.contains(event.relatedTarget) || place.classList.remove("is-over"));
	on(form, "drop", ".proof", (event, place) => {
		place.classList.remove("is-over");
		upload(page, place, Array.from(event.dataTransfer.files));
	});
}

function pick(page, place, { replace = "", photo = false } = {}) {
	const many = "many" in place.dataset && !replace;
	const input = make("input", { type: "file", accept: photo ? PHOTOS : KINDS, multiple: many && !photo, capture: photo && "environment" });
	input.onchange = () => upload(page, place, Array.from(input.files), replace);
	input.click();
}

async function upload(page, place, files, replace = "") {
	if (!files.length) return;
	const isMany = "many" in place.dataset && !replace;
	const chosen = isMany ? files : files.slice(0, 1);
	const wrong = chosen.length === 1 && (await fault(chosen[0], Number(page.form.dataset.maxMb)));
	if (wrong) {
		say(place, wrong, "bad");
		return;
	}
	say(place, chosen.length < files.length ? "这里只放一个附件，只上传第一个文件。" : "正在上传…");
	if (!(await page.ready(place))) {
		say(place, "");
		return;
	}
	const results = await Promise.all(chosen.map((file) => uploadOne(page, place, file, replace)));
	const kept = results.filter(Boolean);
	if (kept.length === chosen.length) say(place, kept.length > 1 ? `${kept.length} 个附件上传成功。` : `附件上传成功：${kept[0].file_name}`, "good");
	else if (!sendings(place).children.length) say(place, "");
	else say(place, kept.length ? `${kept.length} 个附件上传成功，其余见上面的说明。` : "没有上传，原因见上面的说明。", "bad");
}

/** The proof that was kept, or null. */
async function uploadOne(page, place, file, replace) {
	const { application, section } = page.form.dataset;
	const values = { application, section, fieldname: place.dataset.proof, row: place.dataset.row || "", replace };
	let kept = null;
	const sending = new Sending(sendings(place), file, values, (proof) => {
		kept = proof;
		add(place, proof, replace);
		page.form.dispatchEvent(new CustomEvent("proofs", { bubbles: true }));
		// after a second try nobody waits for the whole batch any more
		if (!sendings(place).children.length) say(place, `附件上传成功：${proof.file_name}`, "good");
	});
	const wrong = await fault(file, Number(page.form.dataset.maxMb));
	if (wrong) sending.refuse(wrong);
	else await sending.queue();
	return kept;
}

function add(place, kept, replace) {
	const list = one(".proof-files", place);
	if (!("many" in place.dataset)) list.textContent = "";
	const item = make(
		"li",
		{ "data-attachment": kept.name },
		make("a", { class: "proof-name", href: kept.url, "data-view": kept.mime, text: kept.file_name }),
		make(
			"span",
			{ class: "proof-actions" },
			make("button", { class: "link", type: "button", "data-preview": true, text: "预览" }),
			make("button", { class: "link", type: "button", "data-replace": true, text: "修改" }),
			make("button", { class: "link link--danger", type: "button", "data-cancel": true, text: "取消上传" })
		)
	);
	if (kept.same_as) item.append(make("p", { class: "proof-same", text: `提示：${kept.same_as}` }));
	const old = replace && one(`[data-attachment="${replace}"]`, list);
	if (old) old.replaceWith(item);
	else list.append(item);
}

async function cancel(page, item) {
	const place = item.closest(".proof");
	const name = one(".proof-name", item).textContent;
	if (!(await ask({ title: "取消上传", text: `取消上传“${name}”？`, yes: "取消上传", danger: true }))) return;
	try {
		await tell("files.cancel", { application: page.form.dataset.application, attachment: item.dataset.attachment });
		item.remove();
		say(place, "已取消上传。");
		one("[data-upload]", place).focus();
		page.form.dispatchEvent(new CustomEvent("proofs", { bubbles: true }));
	} catch (refused) {
		say(place, refused.message, "bad");
	}
}

function say(place, sentence, tone = "") {
	const line = one(".proof-state", place);
	line.textContent = sentence;
	line.className = `proof-state${tone ? ` is-${tone}` : ""}`;
	line.hidden = !sentence;
}
