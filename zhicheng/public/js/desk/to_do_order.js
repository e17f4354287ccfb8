/** The order of one's to-do, for next and previous dossier: open rows that the own list shows, oldest first. */

let known = [];

async function load() {
	const rows = await frappe.db.get_list("Approval Task", {
		fields: ["application"],
		filters: { status: "待处理", stage: ["!=", "A"] },
		order_by: "opened_on asc",
		limit: 500,
	});
	known = rows.map((row) => row.application);
	return known;
}

/** The case so many places further, or null at the end. A case that was dealt with keeps its former place. */
export async function neighbour(application, step) {
	const before = known;
	const now = await load();
	const at = now.indexOf(application);
	if (at >= 0) return now[at + step] || null;
	const was = before.indexOf(application);
	const later = step > 0 ? before.slice(was + 1) : before.slice(0, Math.max(was, 0)).reverse();
	return later.find((name) => now.includes(name)) || now.find((name) => name !== application) || null;
}
