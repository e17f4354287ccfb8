/** 整卷材料: form and every proof as one PDF, made on the server; shows how far it is, then where it lies. */

import { fill, make, one } from "./dom.js";
import { look, tell } from "./server.js";

const STEP = 2000;
const OVER = ["已完成", "失败", "已过期"];

/** A refusal goes to the caller; the window may be closed, pressing again finds what was made. */
export async function wholeDossier(application) {
	let job = await tell("export.dossier", { application });
	const box = open();
	while (box.open && !OVER.includes(job.status)) {
		show(box, job);
		await new Promise((resolve) => setTimeout(resolve, STEP));
		if (box.open) job = await look("export.progress", { job: job.name }).catch((refused) => lost(refused, job));
	}
	if (box.open) finish(box, job);
}

/** A line that breaks for a while is asked again; anything else ends the waiting. */
function lost(refused, job) {
	return refused.type === "Offline" ? job : { ...job, status: "失败", error: refused.message };
}

function open() {
	const box = make(
		"dialog",
		{ class: "box", id: "whole", "aria-labelledby": "whole-title" },
		make(
			"div",
			{ class: "box-head" },
			make("h2", { id: "whole-title", text: "整卷材料" }),
			make("button", { class: "box-close", type: "button", "data-close": true, "aria-label": "关闭", text: "×" })
		),
		make(
			"div",
			{ class: "box-body" },
			make("progress", { max: 1, "aria-labelledby": "whole-title" }),
			make("p", { role: "status", "data-words": true }),
			make("p", { class: "muted", "data-hint": true, text: "把申报表和全部附件合成一个 PDF，一般需要一两分钟。关闭本窗口不影响生成，稍后再点“整卷材料”即可下载。" })
		),
		make("div", { class: "box-foot" })
	);
	box.addEventListener("close", () => box.remove());
	document.body.append(box);
	box.showModal();
	return box;
}

function show(box, job) {
	const words = job.status === "排队中" ? "正在排队…" : `${job.stage || "正在生成"}${job.total ? ` ${job.done} / ${job.total}` : ""}`;
	if (job.total) one("progress", box).value = job.done / job.total;
	const line = one("[data-words]", box);
	if (line.textContent !== words) line.textContent = words;
}

function finish(box, job) {
	const isMade = job.status === "已完成";
	one("progress", box).hidden = true;
	one("[data-words]", box).textContent = isMade ? `已生成：${job.file_name}` : job.error || "没有生成，请重新点击“整卷材料”。";
	one("[data-hint]", box).textContent = isMade ? "下载地址只有您本人能打开，24 小时内有效。" : "";
	if (!isMade) return;
	const link = make("a", { class: "button button--main", href: job.url, download: job.file_name, text: "下载" });
	fill(one(".box-foot", box), link);
	link.focus();
}
