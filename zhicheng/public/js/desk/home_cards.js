/** A number on the home page leads to the very list that it counts: the card's own method names it.
 *
 * Newer Frappe does this by itself for cards of the type Custom; here the press is taken before it gets there.
 */

const OURS = /^zhicheng\.api\.(home|review)\./;

let pressed = 0;

async function open(name) {
	const mine = ++pressed;
	const card = await frappe.db.get_doc("Number Card", name);
	if (!OURS.test(card.method || "")) return;
	const { route, route_options: options } = await frappe.xcall(card.method);
	// another card was pressed, or the page left, while this one was asked
	if (mine !== pressed || frappe.get_route()[0] !== "Workspaces") return;
	frappe.route_options = options;
	frappe.set_route(...route);
}

export function followCards() {
	document.addEventListener(
		"click",
		(event) => {
			const box = event.target.closest && event.target.closest("#page-Workspaces .number-widget-box");
			if (!box || event.target.closest(".widget-control, .drag-handle") || box.closest(".ce-block--editing")) return;
			const name = cardOf(box);
			if (!name) return;
			event.stopPropagation();
			open(name);
		},
		true
	);
}

/** The record behind a card: the page knows the label, the workspace the record. */
function cardOf(box) {
	const shown = box.querySelector(".widget-title");
	const label = shown ? (shown.getAttribute("title") || shown.textContent).trim() : "";
	return CARDS[label] || "";
}

const CARDS = {
	待办业务: "Clerk To Do",
	已办业务: "Clerk Done",
	已超期: "Clerk Overdue",
	三天内截止: "Clerk Due Soon",
	超过7天未办: "Clerk Waiting Long",
	本单位及下级在办: "Clerk Cases Below",
};
