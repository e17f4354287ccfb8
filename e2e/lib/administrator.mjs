/** What an administrator does in Desk: a record's form, its fields, its grid, its buttons. */
import { dismiss } from "./clerk.mjs";

/** A record's form, drawn and quiet; by a load of its own: what the form before still asks for does not come between. */
export async function openForm(page, address) {
	await page.goto(`/app/${address}`);
	await formShown(page, address);
}

/** The form of this address stands there, not the one before, and waits for nothing more from the server. */
export async function formShown(page, address) {
	const [place, name] = address.split("/").map(decodeURIComponent);
	await page.waitForFunction(
		([wantedPlace, wantedName]) => {
			const form = window.cur_frm;
			if (!form || frappe.router.slug(form.doctype) !== wantedPlace || !$(form.wrapper).is(":visible")) return false;
			const isThat = wantedName === "new" ? form.is_new() : form.docname === wantedName;
			return isThat && form.wrapper.querySelector(".form-section") && !frappe.request.ajax_count;
		},
		[place, name]
	);
}

/** Nothing is asked of the server any more. */
export function quiet(page) {
	return page.waitForFunction(() => !frappe.request.ajax_count);
}

const control = (page, fieldname, place) =>
	(place || page.locator(".form-page:visible")).locator(`.frappe-control[data-fieldname="${fieldname}"]:visible`).first();

/** Type into a field; the value counts once the field is left. */
export async function put(page, fieldname, value, place = null) {
	const input = control(page, fieldname, place).locator("input:visible, textarea:visible, select:visible").first();
	if (await input.evaluate((element) => element.tagName === "SELECT")) await input.selectOption({ label: value });
	else {
		await input.fill(String(value));
		// a moment after a number has the focus Frappe selects what has it then, which must be this field
		if ((await input.getAttribute("data-fieldtype")) === "Int") await selected(input);
		await input.press("Tab");
	}
}

const selected = (input) =>
	input.evaluate(async (element) => {
		const isSelected = () => element.selectionStart === 0 && element.selectionEnd === element.value.length;
		while (!isSelected()) await new Promise((done) => setTimeout(done, 20));
	});

/** A day and a time. A form that is drawn anew meanwhile empties the field under the picker: then it is typed again. */
export async function putTime(page, fieldname, value) {
	const isKept = ([name, time]) => (cur_frm.doc[name] || "") === time;
	for (let tries = 0; tries < 4; tries += 1) {
		// by focus: the picker may lie over the field that it belongs to
		await control(page, fieldname).locator("input:visible").first().focus();
		await page.locator(".datepicker.active").waitFor();
		await put(page, fieldname, value);
		if (await page.waitForFunction(isKept, [fieldname, value], { timeout: 2000 }).catch(() => false)) return;
	}
	throw new Error(`${fieldname} does not keep ${value}`);
}

/** Choose in a link field from what its search offers; the choice counts once the server has confirmed it. */
export async function choose(page, fieldname, words, place = null) {
	const field = control(page, fieldname, place);
	await field.locator("input:visible").first().click();
	await field.locator("input:visible").first().fill(words);
	await field.locator(".awesomplete li", { hasText: words }).first().click();
	await field.locator(".awesomplete ul").waitFor({ state: "hidden" });
	await quiet(page);
}

/** A new row at the end of a grid, opened for typing. */
export async function addRow(page, table) {
	const grid = page.locator(`.frappe-control[data-fieldname="${table}"]:visible`);
	const count = await grid.locator(".grid-body .grid-row").count();
	await grid.locator(".grid-add-row").click();
	await grid.locator(`.grid-row[data-idx="${count + 1}"] .btn-open-row`).click();
	const row = grid.locator(".grid-row-open");
	await row.locator(".form-in-grid").waitFor();
	return row;
}

/** A new row above another one of a grid, opened for typing. */
export async function insertAbove(page, table, index) {
	const grid = page.locator(`.frappe-control[data-fieldname="${table}"]:visible`);
	await grid.locator(`.grid-row[data-idx="${index}"] .btn-open-row`).click();
	await grid.locator(".grid-row-open .grid-insert-row").click();
	const row = grid.locator(".grid-row-open");
	await row.locator(".form-in-grid").waitFor();
	return row;
}

/** The opened row of a grid goes back into its line. */
export async function closeRow(page) {
	await page.locator(".grid-row-open .grid-collapse-row:visible").first().click();
	await page.locator(".grid-row-open").waitFor({ state: "detached" });
}

/** 保存, and the form is clean again; what Desk refuses is thrown, what it only remarks is closed. */
export async function save(page) {
	await page.locator(".page-head:visible .primary-action:visible").click();
	const isClean = () => window.cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty() && !cur_frm.saving;
	const said = page.locator(".modal.show .msgprint");
	await Promise.race([page.waitForFunction(isClean), said.first().waitFor()]);
	const isSaved = await page.waitForFunction(isClean, null, { timeout: 20000 }).catch(() => false);
	if (!isSaved) throw new Error(await said.first().textContent());
	if (await said.count()) await dismiss(page);
}

/** A button at the top of the form, then 是 where it asks. */
export async function pressOnForm(page, label) {
	await page.locator(".page-head:visible").getByRole("button", { name: label, exact: true }).click();
}

/** Set a value of Zhicheng Settings through Desk's own call; gives what puts the old one back. */
export async function setSetting(page, fieldname, value) {
	const set = (wanted) =>
		page.evaluate(([field, one]) => frappe.db.set_value("Zhicheng Settings", "Zhicheng Settings", field, one), [fieldname, wanted]);
	const before = await page.evaluate((field) => frappe.db.get_single_value("Zhicheng Settings", field), fieldname);
	await set(value);
	return () => set(before);
}

/** The notice of a case says until when a stage is to act; gives what takes that out again. */
export async function setDeadline(page, application, stageName, time) {
	const change = (until) =>
		page.evaluate(
			async ([of, name, deadline]) => {
				const { message: kase } = await frappe.db.get_value("Title Application", of, "notice");
				const [stage] = await frappe.db.get_list("Approval Stage", { filters: { stage_name: name }, fields: ["name"] });
				const notice = await frappe.db.get_doc("Evaluation Notice", kase.notice);
				notice.stage_deadlines = notice.stage_deadlines.filter((row) => row.stage !== stage.name);
				if (deadline) notice.stage_deadlines.push({ doctype: "Notice Stage Deadline", stage: stage.name, deadline });
				await frappe.call("frappe.client.save", { doc: notice });
			},
			[application, stageName, until]
		);
	await change(time);
	return () => change("");
}
