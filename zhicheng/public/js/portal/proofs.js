/** 上传附件, 修改, 预览, 取消上传. */

import { ask, view } from "./dialogs.js";
import { make, on, one } from "./dom.js";
import { sendFile, tell } from "./server.js";

const KINDS = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf";

/** @param ready gives false when the row could not be saved before its first proof */
export function wireProofs(form, ready) {
	on(form, "click", "[data-upload]", (event, button) => pick(form, button.closest(".proof"), "", ready));
	on(form, "click", "[data-replace]", (event, button) =>
		pick(form, button.closest(".proof"), button.closest("[data-attachment]").dataset.attachment, ready)
	);
	on(form, "click", "[data-cancel]", (event, button) => cancel(form, button.closest("[data-attachment]")));
	on(form, "dragover", ".proof", (event, place) => {
		if (form.dataset.editable !== "1") return;
		event.preventDefault();
		place.classList.add("is-over");
	});
	on(form, "dragleave", ".proof", (event, place) => place.classList.remove("is-over"));
	on(form, "drop", ".proof", (event, place) => {
		if (form.dataset.editable !== "1") return;
		event.preventDefault();
		place.classList.remove("is-over");
		upload(form, place, Array.from(event.dataTransfer.files), "", ready);
	});
}

on(document, "click", "[data-preview], .proof-name", (event, element) => {
	const item = element.closest("[data-attachment]");
	if (!item) return;
	event.preventDefault();
	const link = one(".proof-name", item);
	view({ name: link.textContent, url: link.href, mime: link.dataset.view });
});

function pick(form, place, replace, ready) {
	const many = "many" in place.dataset && !replace;
	const input = make("input", { type: "file", accept: KINDS, multiple: many });
	input.onchange = () => upload(form, place, Array.from(input.files), replace, ready);
	input.click();
}

async function upload(form, place, files, replace, ready) {
	const isMany = "many" in place.dataset && !replace;
	const chosen = isMany ? files : files.slice(0, 1);
	const tooLarge = chosen.find((file) => file.size > Number(form.dataset.maxMb) * 1024 * 1024);
	if (tooLarge) {
		say(place, `“${tooLarge.name}”超过 ${form.dataset.maxMb} MB，请压缩后再上传。`, "bad");
		return;
	}
	if (!(await ready(place))) return;
	for (const file of chosen) {
		// one after the other: thin lines, and each failure names its file
		if (!(await uploadOne(form, place, file, replace))) return;
	}
}

async function uploadOne(form, place, file, replace) {
	const values = {
		application: form.dataset.application,
		section: form.dataset.section,
		fieldname: place.dataset.proof,
		row: place.dataset.row || "",
		replace,
	};
	say(place, `正在上传“${file.name}”…`);
	try {
		const kept = await sendFile("files.upload", values, file, (part) =>
			say(place, part < 1 ? `正在上传“${file.name}” ${Math.round(part * 100)}%` : `正在检查“${file.name}”…`)
		);
		add(place, kept, replace);
		say(place, `附件上传成功：${kept.file_name}`, "good");
		form.dispatchEvent(new CustomEvent("proofs", { bubbles: true }));
		return true;
	} catch (refused) {
		say(place, refused.message, "bad");
		return false;
	}
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
	const old = replace && one(`[data-attachment="${replace}"]`, list);
	if (old) old.replaceWith(item);
	else list.append(item);
}

async function cancel(form, item) {
	const place = item.closest(".proof");
	const name = one(".proof-name", item).textContent;
	if (!(await ask({ title: "取消上传", text: `取消上传“${name}”？`, yes: "取消上传", danger: true }))) return;
	try {
		await tell("files.cancel", { application: form.dataset.application, attachment: item.dataset.attachment });
		item.remove();
		say(place, "已取消上传。");
		form.dispatchEvent(new CustomEvent("proofs", { bubbles: true }));
	} catch (refused) {
		say(place, refused.message, "bad");
	}
}

function say(place, sentence, tone = "") {
	const line = one(".proof-state", place);
	line.textContent = sentence;
	line.className = `proof-state${tone ? ` is-${tone}` : ""}`;
	line.hidden = false;
}
