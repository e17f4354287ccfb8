/** The dossier as a person fills it: sections, rows, proofs. */
import assert from "node:assert/strict";
import { follow } from "./browser.mjs";

/** A field of the open section, or of a row of it. */
export const field = (page, fieldname, row = null) =>
	(row || page.locator("form[data-section]")).locator(`[data-field="${fieldname}"] [name="${fieldname}"]`);

/** Fill fields by name: text, dates, selects and ticks. */
export async function fill(page, values, row = null) {
	for (const [fieldname, value] of Object.entries(values)) {
		const input = field(page, fieldname, row);
		const kind = await input.evaluate((element) => (element.type === "checkbox" ? "check" : element.tagName));
		if (kind === "check") await input.setChecked(Boolean(value));
		else if (kind === "SELECT") await input.selectOption({ label: value });
		else await input.fill(String(value));
	}
}

/** Add a row and fill it. */
export async function addRow(page, values) {
	const row = page.locator(".row-card").nth(await page.locator(".row-card").count());
	await page.getByRole("button", { name: "新增一行" }).click();
	await fill(page, values, row);
	return row;
}

/** 上传附件 beside a field or in a row, and wait until the server has kept it. */
export async function upload(page, place, file) {
	// the row may move when it is saved before its first proof: hold the element, not the place
	const element = await place.elementHandle();
	const chooser = page.waitForEvent("filechooser");
	await (await element.$("[data-upload]")).click();
	await (await chooser).setFiles(file);
	await element.waitForSelector(".proof-state.is-good");
}

export const proofOf = (page, fieldname) => page.locator(`[data-proof="${fieldname}"]`);

/** 下一步: saves and opens the next section. */
export async function goOn(page, title) {
	await follow(page, page.getByRole("button", { name: "下一步" }));
	await page.getByRole("heading", { name: title, level: 2, exact: true }).waitFor();
}

/** 保存: saves and goes back to 首页. */
export async function saveAndClose(page) {
	await follow(page, page.getByRole("button", { name: "保存", exact: true }));
	await page.getByRole("heading", { name: "首页（基本信息）", level: 2 }).waitFor();
}

/** Open a section from the list at the left. */
export async function openSection(page, title) {
	const link = page.locator(".bag-item", { has: page.getByText(title, { exact: true }) }).locator("a");
	await link.waitFor({ state: "attached" });
	if (!(await link.isVisible())) await page.locator(".bag > summary").click();
	await follow(page, link);
	await page.getByRole("heading", { name: title, level: 2, exact: true }).waitFor();
}

export async function sectionState(page, title) {
	const item = page.locator(".bag-item", { has: page.getByText(title, { exact: true }) });
	return (await item.locator(".bag-state").textContent()).trim();
}

/** Answer the question in the dialog. */
export async function answer(page, yes) {
	const box = page.locator("#ask[open]");
	await box.waitFor();
	const text = await box.textContent();
	await box.getByRole("button", { name: yes, exact: true }).click();
	return text;
}

export async function assertNothingMissing(page) {
	await page.getByRole("button", { name: /^检查/ }).click();
	const box = page.locator("#checked[open]");
	await box.waitFor();
	assert.match(await box.textContent(), /材料齐全，可以提交/);
	await box.getByRole("button", { name: "关闭" }).click();
}
