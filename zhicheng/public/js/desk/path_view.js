/** 流程图 and 审批过程: where the case has been, where it is, where it goes. */

import { drawFlowChart } from "../shared/flow_chart.js";
import { ask } from "./server.js";
import { make, shortTime, table } from "./dom.js";

const COLUMNS = [
	["环节", (row) => row.stage_name],
	["单位", (row) => row.unit_name],
	["经办人", (row) => row.who],
	["角色", (row) => row.role],
	["到达", (row) => shortTime(row.opened_on)],
	["截止", (row) => shortTime(row.deadline)],
	["办理时间", (row) => shortTime(row.decided_on)],
	["结果", (row) => row.action || row.status],
	["理由", (row) => row.reason],
	["下一单位", (row) => row.next_unit_name],
];

export function showChart(application) {
	return show("流程图", async (body) => {
		const chart = await ask("chart", { application });
		const place = make("div", "zc-chart");
		drawFlowChart(place, chart);
		body.replaceChildren(place);
	});
}

export function showPath(application) {
	return show("审批过程", async (body) => {
		const { where, rows, extensions, reminders } = await ask("path", { application });
		body.replaceChildren(make("p", "zc-note", where), table(COLUMNS, rows, "zc-path"), notes(extensions, reminders));
	});
}

/** 延期 and 催办, which move nothing and belong to the path all the same. */
function notes(extensions = [], reminders = []) {
	const lines = [
		...extensions.map((row) => {
			const times = `${shortTime(row.deadline_before)} 延期到 ${shortTime(row.deadline_after)}`;
			return `${shortTime(row.granted_on)}　${row.granted_unit_name} ${row.granted_by_name}将“${row.stage_name}”由 ${times}，理由：${row.reason}`;
		}),
		...reminders.map((row) => `${shortTime(row.reminded_on)}　${row.reminded_as}${row.reminded_by_name}催办“${row.unit_name}”（${row.stage_name}）`),
	];
	if (!lines.length) return "";
	return make("section", "zc-path-notes", make("h4", "zc-box-title", "延期和催办"), ...lines.map((line) => make("p", "", line)));
}

async function show(title, fill) {
	const dialog = new frappe.ui.Dialog({ title, size: "extra-large" });
	const body = make("div", "zc-window", make("p", "zc-loading", "正在读取…"));
	dialog.$body.append(body);
	dialog.show();
	await fill(body).catch((refused) => body.replaceChildren(make("p", "zc-fault", refused.message)));
	return dialog;
}
