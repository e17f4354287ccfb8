/**
 * 流程图: the stages of one application as an SVG, for portal and Desk alike. Plain ES2019, no framework.
 *
 *   import { drawFlowChart } from "/assets/zhicheng/js/shared/flow_chart.js";
 *   drawFlowChart(element, chart);            // element is emptied and filled; may be called again
 *
 * `chart` is the answer of zhicheng.domain.approval.progress.chart:
 *   { nodes: [{ stage, stage_name, state: "done" | "current" | "future", unit_name, who, time, next_unit_name }],
 *     loops: [{ start, end, action, time, who, unit_name }], outcome?: "已通过" }
 * or a route by itself, of zhicheng.domain.approval.route_design.outline: nodes of state "planned" with unit_name (how
 * the unit is found), who (the acting role), limit (days, 0 for none), unlocks (the print's watermark).
 * Done is green with its time, current is yellow, future is grey; each also says so in words and by shape. What came
 * back is drawn as it travelled, dashed. Unit and time show on hover, focus and tap; below it all stands as a list.
 */

import { layOut } from "./flow_layout.js";

export const STATES = {
	done: { mark: "✓", text: "已办理" },
	current: { mark: "▶", text: "当前环节" },
	future: { mark: "○", text: "未到" },
};
const SVG = "http://www.w3.org/2000/svg";

let serial = 0;

export function drawFlowChart(element, chart) {
	const nodes = (chart && chart.nodes) || [];
	element.textContent = "";
	if (!nodes.length) {
		element.append(make("p", "flow-empty", "还没有提交，暂无流程。"));
		return;
	}
	const loops = together(chart.loops || []);
	const stage = make("div", "flow-stage");
	if (nodes.some((node) => STATES[node.state])) element.append(legend(loops.length));
	element.append(stage, asList(nodes, chart.loops || []));
	if (chart.outcome) element.append(make("p", "flow-outcome", `流程结果：${chart.outcome}`));
	let drawn = 0;
	const draw = () => {
		const width = Math.round(stage.clientWidth || element.clientWidth || 900);
		if (width === drawn) return;
		drawn = width;
		stage.textContent = "";
		const tip = make("div", "flow-tip");
		tip.hidden = true;
		stage.append(picture(nodes, loops, width, tip), tip);
	};
	draw();
	if (window.ResizeObserver) new ResizeObserver(draw).observe(stage);
	else window.addEventListener("resize", draw);
}

/** Loops over the same way are one line with a number. */
function together(loops) {
	const found = new Map();
	loops.forEach((loop) => {
		const key = `${loop.start}>${loop.end}>${loop.action}`;
		const one = found.get(key) || { ...loop, times: [] };
		one.times.push(loop);
		found.set(key, one);
	});
	return Array.from(found.values());
}

function picture(nodes, loops, width, tip) {
	const plan = layOut(nodes, loops, width);
	const id = `flow-${++serial}`;
	const svg = shape("svg", { class: "flow-chart", width, height: plan.height, viewBox: `0 0 ${width} ${plan.height}`, role: "group", "aria-label": "审批流程图" });
	const defs = shape("defs");
	defs.append(arrow(`${id}-on`, "flow-head"), arrow(`${id}-back`, "flow-head flow-head--back"));
	svg.append(defs);
	plan.ways.forEach((way) => svg.append(shape("path", { class: `flow-way flow-way--${way.state}`, d: way.d, "marker-end": `url(#${id}-on)` })));
	plan.loops.forEach((loop) => svg.append(drawLoop(loop, `${id}-back`, tip)));
	plan.boxes.forEach((box) => svg.append(drawNode(box, tip)));
	return svg;
}

function drawNode(box, tip) {
	const { node, x, y, w, h } = box;
	const state = stateOf(node);
	const lines = facts(node, state);
	const group = shape("g", { class: `flow-node flow-node--${state}`, tabindex: 0, role: "img", "aria-label": [node.stage_name, ...lines].join("，") });
	if (state === "current") group.setAttribute("aria-current", "step");
	group.append(shape("rect", { class: "flow-box", x, y, width: w, height: h, rx: 8 }));
	group.append(text(x + 12, y + 22, STATES[state] ? STATES[state].mark : String(box.number), "flow-mark"));
	const perLine = Math.max(4, Math.floor((w - 42) / 14));
	const name = wrap(node.stage_name, perLine).slice(0, 2);
	name.forEach((line, number) => group.append(text(x + 32, y + 22 + number * 17, line, "flow-name")));
	group.append(text(x + 32, y + h - 11, stateText(node, state, w), "flow-state"));
	listen(group, tip, box, lines);
	return group;
}

function drawLoop(loop, head, tip) {
	const lines = loop.times.map((one) => `${one.action} ${shortTime(one.time)} ${one.unit_name}${one.who ? ` ${one.who}` : ""}`);
	const title = `${loop.action}：${loop.fromName} → ${loop.toName}`;
	const group = shape("g", { class: "flow-loop", tabindex: 0, role: "img", "aria-label": [title, ...lines].join("，") });
	group.append(shape("path", { class: "flow-hit", d: loop.d }), shape("path", { class: "flow-back", d: loop.d, "marker-end": `url(#${head})` }));
	const label = loop.times.length > 1 ? `${loop.action}×${loop.times.length}` : loop.action;
	const width = loop.isNarrow ? 20 : label.length * 12 + 10;
	group.append(shape("rect", { class: "flow-tag", x: loop.labelX - width / 2, y: loop.labelY - 9, width, height: 18, rx: 9 }));
	const said = text(loop.labelX, loop.labelY + 4, loop.isNarrow ? String(loop.times.length) : label, "flow-tag-text");
	said.setAttribute("text-anchor", "middle");
	group.append(said);
	listen(group, tip, { x: loop.labelX - 60, y: loop.labelY - 9, w: 120, h: 18 }, [title, ...lines]);
	return group;
}

/** Hover, focus and tap show the same; Escape, leaving and a tap elsewhere hide it. */
function listen(group, tip, box, lines) {
	const show = () => {
		tip.textContent = "";
		lines.forEach((line) => tip.append(make("span", "flow-line", line)));
		tip.hidden = false;
		const room = tip.parentElement.clientWidth - tip.offsetWidth;
		tip.style.left = `${Math.max(0, Math.min(box.x, room))}px`;
		tip.style.top = `${box.y + box.h + 6}px`;
	};
	const hide = () => (tip.hidden = true);
	group.addEventListener("mouseenter", show);
	group.addEventListener("mouseleave", () => document.activeElement !== group && hide());
	group.addEventListener("focus", show);
	group.addEventListener("blur", hide);
	group.addEventListener("click", show);
	group.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

const stateOf = (node) => (STATES[node.state] || node.state === "planned" ? node.state : "future");

function facts(node, state) {
	return (state === "planned" ? plan(node) : course(node, state))
		.filter(([, value]) => value)
		.map(([label, value]) => `${label}：${value}`);
}

function plan(node) {
	return [
		["办理单位", node.unit_name],
		["办理角色", node.who],
		["办理时限", node.limit ? `${node.limit}天` : ""],
		["打印水印", node.unlocks ? "通过后解除" : ""],
	];
}

function course(node, state) {
	return [
		["状态", STATES[state].text],
		["办理单位", node.unit_name],
		["经办人", state === "done" ? node.who : ""],
		[state === "current" ? "到达时间" : "办理时间", shortTime(node.time)],
		["下一单位", node.next_unit_name],
		["到过次数", node.visits > 1 ? `${node.visits} 次` : ""],
	];
}

function asList(nodes, loops) {
	const list = make("ol", "flow-list");
	nodes.forEach((node) => {
		const state = stateOf(node);
		const said = facts(node, state).join("，").replace("状态：", "");
		const item = make("li", "", said ? `${node.stage_name}：${said}` : node.stage_name);
		if (state === "current") item.setAttribute("aria-current", "step");
		list.append(item);
	});
	const names = new Map(nodes.map((node) => [node.stage, node.stage_name]));
	const back = make("ul", "flow-list");
	loops.forEach((loop) =>
		back.append(make("li", "", `${shortTime(loop.time)} ${loop.action}：从“${names.get(loop.start) || loop.start}”退到“${names.get(loop.end) || loop.end}”，${loop.unit_name}${loop.who ? ` ${loop.who}` : ""}`))
	);
	const box = make("details", "flow-words");
	box.append(make("summary", "", "流程图的文字说明"), list);
	if (loops.length) box.append(back);
	return box;
}

function legend(hasLoops) {
	const line = make("p", "flow-legend");
	Object.keys(STATES).forEach((state) => line.append(make("span", `flow-key flow-key--${state}`, `${STATES[state].mark} ${STATES[state].text}`)));
	if (hasLoops) line.append(make("span", "flow-key flow-key--back", "⇠ 退回或撤回"));
	return line;
}

function stateText(node, state, width) {
	if (state === "planned") return [node.unit_name, node.limit ? `${node.limit}天` : ""].filter(Boolean).join(" · ");
	if (state === "future" || !node.time) return STATES[state].text;
	const time = width < 170 ? shortTime(node.time).slice(5) : shortTime(node.time);
	return state === "current" ? `${STATES.current.text} ${time.slice(0, -6)}起` : time;
}

function wrap(words, perLine) {
	const lines = [];
	for (let at = 0; at < words.length; at += perLine) lines.push(words.slice(at, at + perLine));
	return lines;
}

export function shortTime(value) {
	return value ? String(value).slice(0, 16) : "";
}

function arrow(id, className) {
	const marker = shape("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" });
	marker.append(shape("path", { class: className, d: "M0 0L8 4L0 8z" }));
	return marker;
}

function text(x, y, words, className) {
	const element = shape("text", { class: className, x, y });
	element.textContent = words;
	return element;
}

function shape(tag, attributes = {}) {
	const element = document.createElementNS(SVG, tag);
	Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
	return element;
}

function make(tag, className, words) {
	const element = document.createElement(tag);
	if (className) element.className = className;
	if (words !== undefined) element.textContent = words;
	return element;
}
