/** Returned with corrections → red banner → fixed → sent again → receipt, by 测试壬 of the demo world on a phone. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertQuiet, close, newPage, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { answer, field, openSection, saveAndClose } from "./lib/dossier.mjs";
import { submit } from "./lib/applicant.mjs";
import { logIn } from "./lib/people.mjs";

const PERSON = "测试壬";
let phone;

after(close);

test("the clerk lists what to correct, by keyboard", async () => {
	const page = await clerk.deskAs("州医院经办");
	await clerk.openFromToDo(page, PERSON);
	await clerk.press(page, "返回修改");
	const box = clerk.dialog(page);
	await clerk.confirm(page, "返回修改");
	await box.locator(".zc-fault", { hasText: "请填写返回修改的理由" }).waitFor();
	await correct(page, { section: "education", row: 2, field: "school", remark: "与毕业证不一致，请核对。" });
	await correct(page, { section: "cover_page", field: "mobile", remark: "请填写本人手机。" });
	await shot(page, "desk-corrections");
	await clerk.confirm(page, "返回修改");
	await clerk.done(page, "返回修改");
	assertQuiet(page);
	await page.context().close();
});

async function correct(page, { section, row, field: fieldname, remark }) {
	const box = clerk.dialog(page);
	const add = box.getByRole("button", { name: "添加需要补正的内容" });
	await add.focus();
	const lines = await box.locator(".zc-fix").count();
	await page.keyboard.press("Enter");
	const line = box.locator(".zc-fix").nth(lines);
	await line.waitFor();
	assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "section");
	await line.locator("[data-part=section]").selectOption(section);
	if (row) await line.locator("[data-part=row]").selectOption({ index: row });
	await line.locator("[data-part=field]").selectOption(fieldname);
	await line.locator("[data-part=remark]").fill(remark);
}

test("the applicant is told on the home page, in the messages and on the case", async () => {
	phone = await newPage({ width: 390, height: 844, phone: true });
	await logIn(phone, PERSON);
	await phone.goto("/portal");
	await phone.locator(".fix", { hasText: "需要补正 2 处" }).waitFor();
	await shot(phone, "portal-home-fix");
	await phone.locator("[data-unread-count]").waitFor();
	await phone.getByRole("link", { name: /^消息/ }).click();
	await phone.locator(".message--new", { hasText: "申报已退回给您修改" }).waitFor();
	await shot(phone, "portal-messages");
	await phone.locator("[data-unread-count]").waitFor({ state: "detached" });
	await phone.locator(".message--new").first().getByRole("link", { name: "查看流程" }).click();
	await phone.locator(".fix").waitFor();
	await phone.locator(".flow-loop").first().waitFor();
	await phone.locator('.flow-node[aria-current="step"]').tap();
	assert.match(await phone.locator(".flow-tip").textContent(), /到达时间/);
	await shot(phone, "portal-progress-fix");
	// the one PDF follows the region's rule for printing, and says so
	phone.expected.push(/export\.dossier|status of 403/);
	await phone.getByRole("button", { name: "整卷材料" }).click();
	await phone.locator("dialog[open]", { hasText: "资格审查通过后才能打印" }).waitFor();
	await phone.getByRole("button", { name: "知道了" }).click();
	phone.expected.pop();
	assertQuiet(phone);
});

test("each correction leads to its field, which carries the reviewer's words", async () => {
	await phone.getByRole("button", { name: "撤回", exact: true }).click();
	await answer(phone, "撤回");
	await phone.waitForURL(/\/portal\/dossier/);
	await phone.locator(".fix").getByRole("link", { name: /毕业院校/ }).click();
	await phone.waitForFunction(() => document.activeElement?.name === "school");
	const row = phone.locator(".row-card").nth(1);
	assert.match(await row.locator('[data-field="school"]').textContent(), /需补正：与毕业证不一致/);
	await shot(phone, "portal-field-fix");
	await field(phone, "school", row).fill("测试大学（已核对）");
	await saveAndClose(phone);
	await phone.locator(".fix").getByRole("link", { name: /联系电话/ }).click();
	await phone.waitForFunction(() => document.activeElement?.name === "mobile");
	await field(phone, "mobile").fill("13000000029");
	await phone.getByRole("button", { name: "保存数据" }).click();
	await phone.locator(".save-state", { hasText: "已保存" }).waitFor();
	assertQuiet(phone);
});

test("检查 holds the dossier against the conditions, and its links lead to their fields", async () => {
	await openSection(phone, "诚信承诺");
	await phone.getByRole("button", { name: /^检查/ }).click();
	const box = phone.locator("#checked[open]");
	await box.waitFor();
	await shot(phone, "portal-conditions");
	assert.match(await box.locator(".rules").textContent(), /✓ 符合[\s\S]*继续教育学时\(每年\)：96/);
	await box.locator(".rule", { hasText: "继续教育" }).getByRole("link").click();
	await phone.waitForFunction(() => document.activeElement?.name === "ce_hours");
	assertQuiet(phone);
});

test("sent again, the banner is gone and the receipt names the second round", async () => {
	await submit(phone);
	await phone.locator(".where", { hasText: "联系人" }).waitFor();
	assert.equal(await phone.locator(".fix").count(), 0);
	await shot(phone, "portal-sent-again");
	const link = phone.getByRole("link", { name: "回执", exact: true });
	const sheet = await phone.request.get(await link.getAttribute("href"));
	assert.equal(sheet.headers()["content-type"], "application/pdf");
	assert.ok((await sheet.body()).length > 5000);
	assertQuiet(phone);
});
