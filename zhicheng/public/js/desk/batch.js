/** 批量同意: from the ticked rows of the to-do list, in the background, with a result for each row. */

import { ask, tell } from "./server.js";
import { button, make, table, whileRunning } from "./dom.js";
import { picker } from "./library.js";

const EVERY = 1500;
const COLUMNS = [
	["申报编号", (row) => row.application_no],
	["申报人", (row) => row.applicant_name],
	["结果", (row) => make("span", `zc-outcome-${{ 已通过: "yes", 未办理: "no" }[row.outcome] || "wait"}`, row.outcome)],
	["说明", (row) => row.sentence],
];

/** @param {string[]} applications */
export async function startBatch(applications, after) {
	if (!applications.length) {
		frappe.msgprint({ title: "批量同意", message: "请先在列表左侧勾选要办理的申报。" });
		return null;
	}
	const rows = await tell("batch.preview", { applications });
	const fitting = rows.filter((row) => !row.fault);
	const dialog = new frappe.ui.Dialog({
		title: `批量同意（可以办理${fitting.length}份，共${rows.length}份）`,
		size: "large",
		fields: [
			{ fieldname: "list", fieldtype: "HTML" },
			{ fieldtype: "Section Break" },
			{
				fieldname: "opinion", fieldtype: "Small Text", label: "审批意见", reqd: 1,
				description: "写进还没有填写的意见栏；已经填好并保存的意见不变。",
			},
			{ fieldname: "leader_name", fieldtype: "Data", label: "负责人签字", reqd: 1 },
			{ fieldtype: "Column Break" },
			{ fieldname: "approved_on", fieldtype: "Date", label: "审批日期", reqd: 1, default: frappe.datetime.get_today() },
		],
		primary_action_label: `同意通过${fitting.length}份`,
		primary_action: async (values) => {
			// the second of two quick presses arrives before Frappe has greyed the button
			if (dialog.isRunning) return;
			dialog.isRunning = true;
			dialog.disable_primary_action();
			try {
				const names = rows.map((row) => row.application);
				const { opinion, leader_name, approved_on } = values;
				const state = await tell("batch.start", { applications: names, values: { opinion, leader_name, approved_on } });
				dialog.hide();
				showBatch(state.name, after);
			} catch (refused) {
				dialog.isRunning = false;
				dialog.enable_primary_action();
				frappe.msgprint({ title: "没有开始", indicator: "red", message: frappe.utils.escape_html(refused.message) });
			}
		},
	});
	const columns = [COLUMNS[0], COLUMNS[1], ["下一步", (row) => row.next_unit_name], ["不能批量办理的原因", (row) => row.fault]];
	dialog.fields_dict.list.$wrapper.append(make("div", "zc-batch-rows", table(columns, rows, "zc-path")));
	const put = (text) => dialog.set_value("opinion", text);
	dialog.fields_dict.opinion.$wrapper.prepend(picker("opinions", "", put));
	if (!fitting.length) dialog.disable_primary_action();
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

/** How far a batch is; may be closed meanwhile, the worker goes on. */
export function showBatch(batch, after = () => {}) {
	const dialog = new frappe.ui.Dialog({ title: "批量同意的进度", size: "large" });
	const body = make("div", "zc-batch");
	dialog.$body.append(body);
	const heard = (news) => news.batch === batch && look();
	let timer;
	let asked = 0;
	let told = 0;
	async function look() {
		const mine = ++asked;
		const state = await ask("batch.state", { batch }).catch((refused) => ({ fault: refused.message }));
		// on a slow line an earlier answer may come after a later one, even after the last
		if (mine < told) return;
		told = mine;
		body.replaceChildren(...drawn(state, look));
		if (state.fault || state.status === "已完成" || state.status === "已中断") clearInterval(timer);
	}
	timer = setInterval(look, EVERY);
	if (frappe.realtime && frappe.realtime.on) frappe.realtime.on("zhicheng_batch", heard);
	dialog.onhide = () => {
		clearInterval(timer);
		if (frappe.realtime && frappe.realtime.off) frappe.realtime.off("zhicheng_batch", heard);
		after();
	};
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	look();
	return dialog;

	function drawn(state) {
		if (state.fault) return [make("p", "zc-fault", state.fault)];
		const bar = make("progress");
		Object.assign(bar, { max: state.total, value: state.done });
		bar.setAttribute("aria-label", "进度");
		const said = `${state.status}：${state.done}/${state.total}，已通过${state.passed}份，未办理${state.refused}份。`;
		const where = state.stopped_at ? `停在 ${state.stopped_at}，它和之后的申报还没有办理。` : "";
		const go = state.can_resume ? button("从停下的地方继续", "btn-primary", () => whileRunning([go], () => resume(state.name))) : "";
		const rest = state.status === "等待" || state.status === "办理中" ? "可以关闭本窗口，办理在后台继续。" : "";
		return [make("p", "zc-batch-said", said, where, rest), bar, go, make("div", "zc-batch-rows", table(COLUMNS, state.rows, "zc-path"))].filter(Boolean);
	}

	async function resume(name) {
		await tell("batch.resume", { batch: name }).catch((refused) => frappe.msgprint(frappe.utils.escape_html(refused.message)));
		// a batch whose worker gave no sign is still being looked at
		clearInterval(timer);
		timer = setInterval(look, EVERY);
		await look();
	}
}

/** The last batches, to look at a result again or to go on. */
export async function showBatches() {
	const rows = await ask("batch.recent");
	const dialog = new frappe.ui.Dialog({ title: "批量办理记录", size: "large" });
	const columns = [
		["开始", (row) => String(row.creation).slice(0, 16)],
		["状态", (row) => row.status],
		["共", (row) => String(row.total)],
		["已通过", (row) => String(row.passed)],
		["未办理", (row) => String(row.refused)],
		["", (row) => button("查看", "btn-default", () => showBatch(row.name))],
	];
	dialog.$body.append(rows.length ? table(columns, rows, "zc-path") : make("p", "zc-quiet", "还没有批量办理过。"));
	dialog.show();
}
