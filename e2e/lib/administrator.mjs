/** What an administrator does in Desk: a record's form, its fields, its grid, its buttons. */

/** A form, drawn and quiet. */
export async function openForm(page, address, title) {
	await page.goto(`/app/${address}`);
	await page.locator(".form-page:visible .form-section:visible").first().waitFor();
	if (title) await page.locator(".title-text:visible", { hasText: title }).first().waitFor();
}

const control = (page, fieldname, place) =>
	(place || page.locator(".form-page:visible")).locator(`.frappe-control[data-fieldname="${fieldname}"]:visible`).first();

/** Type into a field; the value counts once the field is left. */
export async function put(page, fieldname, value, place = null) {
	const input = control(page, fieldname, place).locator("input:visible, textarea:visible, select:visible").first();
	if (await input.evaluate((element) => element.tagName === "SELECT")) await input.selectOption({ label: value });
	else {
		await input.fill(String(value));
		await input.press("Tab");
	}
}

/** Choose in a link field from what its search offers. */
export async function choose(page, fieldname, words, place = null) {
	const input = control(page, fieldname, place).locator("input:visible").first();
	await input.click();
	await input.fill(words);
	await control(page, fieldname, place).locator(".awesomplete li", { hasText: words }).first().click();
	await page.waitForLoadState("networkidle");
}

/** A new row above another one of a grid, opened for typing. */
export async function insertAbove(page, table, index) {
	const grid = page.locator(`.frappe-control[data-fieldname="${table}"]:visible`);
	await grid.locator(`.grid-row[data-idx="${index}"] .btn-open-row`).click();
	await grid.locator(".grid-row-open .grid-insert-row").click();
	const row = grid.locator(".grid-row-open");
	await row.locator(`.form-in-grid`).waitFor();
	return row;
}

/** 保存, and the form is clean again. */
export async function save(page) {
	await page.locator(".page-head:visible .primary-action:visible").click();
	await page.waitForFunction(() => window.cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty() && !cur_frm.saving);
}

/** A button at the top of the form, then 是 where it asks. */
export async function pressOnForm(page, label) {
	await page.locator(".page-head:visible").getByRole("button", { name: label, exact: true }).click();
}
