/** Files made on the server: shows how far they are and fetches them once they are there. */

import { make } from "./dom.js";

const API = "zhicheng.api.export.";
const EVENT = "zhicheng_document_job";
const ASK_EVERY = 2000;
const OVER = ["已完成", "失败", "已过期"];

export function begin(method, args) {
	return frappe.xcall(API + method, args).then((job) => follow(job));
}

/** 整卷材料: form and every proof as one PDF; a refusal has been shown by Frappe. */
export function wholeDossier(application) {
	return begin("dossier", { application }).catch(() => {});
}

/** A file that is there already is fetched at once; otherwise a window shows the progress and may be closed. */
export function follow(job) {
	if (OVER.includes(job.status)) return finish(job);
	const window_ = progressWindow(job);
	return new Promise((resolve) => {
		let timer = null;
		let isOver = false;
		const ask = async () => {
			clearTimeout(timer);
			let now;
			try {
				now = (await frappe.call({ method: `${API}progress`, args: { job: job.name }, type: "GET" })).message;
			} catch (error) {
				now = { ...job, status: "失败", error: "查不到进度，请稍后到列表重新生成。" };
			}
			// the clock and the news may ask at once: the file is fetched once
			if (isOver) return;
			isOver = OVER.includes(now.status);
			window_.show(now);
			if (!isOver) {
				clearTimeout(timer);
				timer = setTimeout(ask, ASK_EVERY);
				return;
			}
			frappe.realtime.off(EVENT, heard);
			window_.close();
			finish(now);
			resolve(now);
		};
		const heard = (news) => news.job === job.name && ask();
		frappe.realtime.on(EVENT, heard);
		ask();
	});
}

function finish(job) {
	if (job.status !== "已完成") {
		frappe.msgprint({ title: "没有生成", indicator: "red", message: frappe.utils.escape_html(job.error || "请重新生成。") });
		return job;
	}
	const link = make("a", "", job.file_name);
	link.href = job.url;
	link.download = job.file_name;
	const note = make("div", "", "已生成：", link, make("p", "text-muted small", "链接只有您本人能打开，24小时内有效。"));
	frappe.show_alert({ message: note.outerHTML, indicator: "green" }, 20);
	const fetcher = make("a");
	fetcher.href = job.url;
	fetcher.download = job.file_name;
	document.body.append(fetcher);
	fetcher.click();
	fetcher.remove();
	return job;
}

function progressWindow(job) {
	const dialog = new frappe.ui.Dialog({ title: job.title, fields: [{ fieldname: "body", fieldtype: "HTML" }] });
	const bar = make("div", "progress-bar");
	bar.setAttribute("role", "progressbar");
	const text = make("p", "", "正在排队…");
	text.setAttribute("aria-live", "polite");
	const hint = make("p", "text-muted small", "可以关闭本窗口继续工作，完成后会自动下载。");
	dialog.fields_dict.body.$wrapper.append(make("div", "progress", bar), text, hint);
	dialog.show();
	return {
		close: () => dialog.hide(),
		show(now) {
			const share = now.total ? Math.min(100, Math.round((now.done / now.total) * 100)) : 0;
			bar.style.width = `${share}%`;
			bar.setAttribute("aria-valuenow", String(share));
			const figures = now.total ? `${now.done} / ${now.total}` : now.done ? String(now.done) : "";
			text.textContent = now.status === "排队中" ? "正在排队…" : `${now.stage || "正在生成"} ${figures}`;
		},
	};
}
