/** Where the boxes and lines of the flow chart stand: rows from left to right, one column on a phone. */

const NARROW = 560;
const BOX = { height: 76, gap: 30, widest: 210, least: 150 };
const LANE = 20;

export function layOut(nodes, loops, width) {
	return width < NARROW ? inColumn(nodes, loops, width) : inRows(nodes, loops, width);
}

function inRows(nodes, loops, width) {
	const left = 18;
	const columns = Math.max(2, Math.min(nodes.length, Math.floor((width - left + BOX.gap) / (BOX.least + BOX.gap))));
	const w = Math.min(BOX.widest, (width - left - 2 - (columns - 1) * BOX.gap) / columns);
	const rowOf = (index) => Math.floor(index / columns);
	const place = placer(nodes);
	const known = loops.filter((loop) => place.has(loop.start) && place.has(loop.end));
	const lanes = lanesBelow(known, place, rowOf, rowOf(nodes.length - 1) + 1);
	const tops = [2];
	lanes.forEach((count, row) => tops.push(tops[row] + BOX.height + 30 + count * LANE));
	const boxes = nodes.map((node, index) => ({ node, number: index + 1, x: left + (index % columns) * (w + BOX.gap), y: tops[rowOf(index)], w, h: BOX.height }));
	const used = lanes.map(() => 0);
	const laneY = (row) => tops[row] + BOX.height + 12 + LANE * used[row]++;
	return {
		boxes,
		ways: boxes.slice(1).map((box, index) => ({ state: box.node.state, d: forward(boxes[index], box) })),
		loops: known.map((loop, number) => {
			const [from, to] = [place.get(loop.start), place.get(loop.end)];
			return named(loop, nodes, place, backInRows(boxes, from, to, rowOf, laneY, 4 + (number % 3) * 4));
		}),
		height: tops[tops.length - 1] - (lanes[lanes.length - 1] ? 6 : 26),
	};
}

function forward(from, to) {
	if (from.y === to.y) return `M${from.x + from.w} ${from.y + from.h / 2}H${to.x - 2}`;
	const bottom = to.y - 10;
	return `M${from.x + from.w / 2} ${from.y + from.h}V${bottom}H${to.x + to.w / 2}V${to.y - 1}`;
}

/** A line back to the same row runs below it; to a row above through the room between the rows. */
function backInRows(boxes, from, to, rowOf, laneY, margin) {
	const [start, end] = [boxes[from], boxes[to]];
	const startX = start.x + start.w / 2 - 18;
	const endX = end.x + end.w / 2 + 18;
	const y = laneY(rowOf(to));
	const up = `V${end.y + end.h + 2}`;
	if (rowOf(from) === rowOf(to)) return { d: `M${startX} ${start.y + start.h}V${y}H${endX}${up}`, labelX: (startX + endX) / 2, labelY: y };
	if (rowOf(from) === rowOf(to) + 1) return { d: `M${startX} ${start.y}V${y}H${endX}${up}`, labelX: (startX + endX) / 2, labelY: y };
	const first = start.y - 14;
	return { d: `M${startX} ${start.y}V${first}H${margin}V${y}H${endX}${up}`, labelX: Math.max(40, endX / 2), labelY: y };
}

function lanesBelow(loops, place, rowOf, rows) {
	const lanes = Array.from({ length: rows }, () => 0);
	loops.forEach((loop) => (lanes[rowOf(place.get(loop.end))] += 1));
	return lanes;
}

function inColumn(nodes, loops, width) {
	const place = placer(nodes);
	const known = loops.filter((loop) => place.has(loop.start) && place.has(loop.end));
	const shown = Math.min(known.length, 4);
	const w = width - 4 - (shown ? 14 + shown * LANE : 0);
	const h = 74;
	const boxes = nodes.map((node, index) => ({ node, number: index + 1, x: 2, y: 2 + index * (h + 24), w, h }));
	return {
		boxes,
		ways: boxes.slice(1).map((box, index) => {
			const x = box.x + Math.min(box.w / 2, 40);
			return { state: box.node.state, d: `M${x} ${boxes[index].y + h}V${box.y - 1}` };
		}),
		loops: known.map((loop, number) => {
			const [from, to] = [boxes[place.get(loop.start)], boxes[place.get(loop.end)]];
			const x = w + 12 + (number % 4) * LANE;
			const [startY, endY] = [from.y + h / 2 - 8, to.y + h / 2 + 8];
			const line = { d: `M${from.x + w} ${startY}H${x}V${endY}H${to.x + w + 2}`, labelX: x, labelY: (startY + endY) / 2, isNarrow: true };
			return named(loop, nodes, place, line);
		}),
		height: 4 + nodes.length * (h + 24) - 22,
	};
}

function placer(nodes) {
	return new Map(nodes.map((node, index) => [node.stage, index]));
}

function named(loop, nodes, place, line) {
	return { ...loop, ...line, fromName: nodes[place.get(loop.start)].stage_name, toName: nodes[place.get(loop.end)].stage_name };
}
