/** 从以前的档案复制: which earlier dossier, which of its sections, and how far the copying of the proofs is. */

import { all, busy, fill, make, on, one } from "./dom.js";
import { tell } from "./server.js";

const STEP = 1200;
const part = (name) => one(`[data-reuse="${name}"]`);
const state = { notice: "", earlier: [], startEmpty: null };

/** Ask where to begin; the answer makes the draft. */
export function chooseSource(notice, earlier, startEmpty) {
	Object.assign(state, { notice, earlier, startEmpty });
	fill(part("sources"), ...earlier.map(sourceOf));
	one('[name="source"]', part("sources")).checked = true;
	drawSections();
	say("");
	one("#reuse").showModal();
}

function sourceOf(row) {
	const rows = row.sections.reduce((sum, section) => sum + section.rows, 0);
	const proofs = row.sections.reduce((sum, section) => sum + section.proofs, 0);
	const held = `${row.sections.length} 个部分，${rows} 行，${proofs} 个附件（${megabytes(row.sections)}）`;
	return make(
		"label",
		{ class: "reuse-source" },
		make("input", { type: "radio", name: "source", value: row.name }),
		make(
			"span",
			{},
			make("strong", { text: `${row.declare_year} 年度${row.level} · ${row.series || ""} · ${row.workflow_state}` }),
			make("br"),
			make("span", { class: "muted", text: row.notice_title }),
			make("br"),
			make("span", { class: "muted", text: held })
		)
	);
}

function drawSections() {
	const chosen = one('[name="source"]:checked', one("#reuse"));
	const row = state.earlier.find((earlier) => chosen && earlier.name === chosen.value);
	part("sections").hidden = !row;
	if (row) fill(part("list"), ...row.sections.map(sectionOf));
}

function sectionOf(section) {
	const words = [section.rows ? `${section.rows} 行` : "", section.proofs ? `${section.proofs} 个附件` : ""].filter(Boolean);
	return make(
		"label",
		{ class: "reuse-section" },
		make("input", { type: "checkbox", name: "section", value: section.key, checked: true }),
		make("span", { text: section.title + (words.length ? `（${words.join("，")}）` : "") })
	);
}

function megabytes(sections) {
	const size = sections.reduce((sum, section) => sum + section.size, 0) / 1024 / 1024;
	return `${size < 0.1 ? "不到 0.1" : size.toFixed(1)} MB`;
}

on(document, "change", '#reuse [name="source"]', drawSections);
on(document, "click", "[data-reuse-all]", (event, button) => {
	all('#reuse [name="section"]').forEach((box) => (box.checked = Boolean(button.dataset.reuseAll)));
});
on(document, "submit", "#reuse-form", (event, form) => {
	event.preventDefault();
	busy(one("[type=submit]", form), async () => {
		say("");
		try {
			await begin(new FormData(form));
		} catch (refused) {
			work(false);
			say(refused.message);
		}
	});
});

async function begin(values) {
	const source = values.get("source");
	const sections = values.getAll("section");
	if (!source) {
		await state.startEmpty(state.notice);
		return;
	}
	if (!sections.length) {
		say("请至少选择一个要复制的部分，或选择“从空白开始”。");
		return;
	}
	work(true);
	follow(await tell("reuse.start", { notice: state.notice, source, sections }));
}

/** Show how far it is until all is done; what could not be copied is told before the dossier opens. */
async function follow(made) {
	const address = `/portal/dossier?name=${encodeURIComponent(made.name)}`;
	let now = made;
	for (;;) {
		part("bar").value = now.total ? now.done / now.total : 1;
		part("words").textContent = `正在复制附件 ${now.done} / ${now.total} …可以直接打开档案袋先填写，附件会陆续到齐。`;
		if (now.done >= now.total) break;
		leaveBy(address, "打开档案袋");
		await new Promise((resolve) => setTimeout(resolve, STEP));
		now = await tell("reuse.progress", { application: made.name }).catch(() => now);
	}
	if (!now.refused.length) {
		location.assign(address);
		return;
	}
	part("words").textContent = "档案已复制。";
	part("refused").hidden = false;
	fill(one("ul", part("refused")), ...now.refused.map((row) => make("li", { text: `${row.place}“${row.file_name}”：${row.why}` })));
	leaveBy(address, "打开档案袋");
}

function leaveBy(address, words) {
	const foot = one("#reuse .box-foot");
	fill(foot, make("a", { class: "button button--main", href: address, text: words }));
}

function work(isWorking) {
	part("choose").hidden = isWorking;
	part("working").hidden = !isWorking;
	part("words").textContent = "正在复制，请稍候…";
	part("bar").removeAttribute("value");
}

function say(sentence) {
	part("error").textContent = sentence;
	part("error").hidden = !sentence;
}
