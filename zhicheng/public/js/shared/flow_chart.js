/**
 * 流程图: the stages of one application as a chart, for portal and Desk alike. Plain ES2019, no framework.
 *
 *   <link rel="stylesheet" href="/assets/zhicheng/css/shared/flow_chart.css">
 *   import { drawFlowChart } from "/assets/zhicheng/js/shared/flow_chart.js";
 *   drawFlowChart(element, chart);            // element is emptied and filled; may be called again
 *
 * `chart` is the answer of zhicheng.domain.approval.progress.chart:
 *   { nodes: [{ stage, stage_name, state: "done" | "current" | "future", unit_name, time, next_unit_name }],
 *     outcome?: "已通过" }
 * Done is green with its time, current is yellow, future is grey; each also says so in words and by shape, so that
 * no colour is needed to read it. Unit, time and the chosen next unit show on hover and on focus (Tab, or a tap).
 */

const STATES = {
	done: { mark: "✓", text: "已办理" },
	current: { mark: "▶", text: "当前环节" },
	future: { mark: "○", text: "未到" },
};

let serial = 0;

export function drawFlowChart(element, chart) {
	const nodes = (chart && chart.nodes) || [];
	element.textContent = "";
	if (!nodes.length) {
		element.append(make("p", "flow-empty", "还没有提交，暂无流程。"));
		return;
	}
	const list = make("ol", "flow-chart");
	list.setAttribute("aria-label", "审批流程图");
	nodes.forEach((node) => list.append(drawNode(node)));
	element.append(drawLegend(), list);
	if (chart.outcome) element.append(make("p", "flow-outcome", `流程结果：${chart.outcome}`));
}

function drawNode(node) {
	const state = STATES[node.state] ? node.state : "future";
	const item = make("li", `flow-node flow-node--${state}`);
	const box = make("div", "flow-box");
	const mark = make("span", "flow-mark", STATES[state].mark);
	const tip = drawTip(node);
	mark.setAttribute("aria-hidden", "true");
	box.append(mark, make("span", "flow-name", node.stage_name), make("span", "flow-state", stateText(node, state)));
	if (state === "current") item.setAttribute("aria-current", "step");
	if (tip) {
		box.tabIndex = 0;
		box.setAttribute("aria-describedby", tip.id);
		box.append(tip);
	}
	item.append(box);
	return item;
}

function stateText(node, state) {
	return node.time && state === "done" ? `${STATES[state].text} ${shortTime(node.time)}` : STATES[state].text;
}

function drawTip(node) {
	const lines = [
		["办理单位", node.unit_name],
		["经办人", node.who],
		[node.state === "current" ? "到达时间" : "办理时间", shortTime(node.time)],
		["已选下一单位", node.next_unit_name],
	].filter(([, value]) => value);
	if (!lines.length) return null;
	const tip = make("span", "flow-tip");
	tip.id = `flow-tip-${++serial}`;
	tip.setAttribute("role", "tooltip");
	lines.forEach(([label, value]) => tip.append(make("span", "flow-line", `${label}：${value}`)));
	return tip;
}

function drawLegend() {
	const legend = make("p", "flow-legend");
	Object.keys(STATES).forEach((state) =>
		legend.append(make("span", `flow-key flow-key--${state}`, `${STATES[state].mark} ${STATES[state].text}`))
	);
	return legend;
}

function shortTime(value) {
	return value ? String(value).slice(0, 16) : "";
}

function make(tag, className, text) {
	const element = document.createElement(tag);
	element.className = className;
	if (text !== undefined) element.textContent = text;
	return element;
}
