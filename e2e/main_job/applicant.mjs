/** The applicant's part of the main job, by the manual's chapter 4.1: from the log-in to a second submission. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as applicant from "../lib/applicant.mjs";
import { assertQuiet, close, follow, newPage, shot } from "../lib/browser.mjs";
import { assertNothingMissing, field, openSection, proofOf, saveAndClose, sectionState } from "../lib/dossier.mjs";
import { disguised, scan } from "../lib/files.mjs";
import { logIn, logOut } from "../lib/people.mjs";

const PERSON = "测试卯";
let page;

before(async () => {
	page = await newPage();
	await logIn(page, PERSON);
	await applicant.dropDrafts(page);
});

after(close);

test("a notice is found by keyword, read and confirmed", async () => {
	await shot(page, "portal-level");
	await page.goto("/portal");
	await shot(page, "portal-home");
	await page.goto("/portal/notices?level=senior");
	await shot(page, "portal-notices");
	await follow(page, page.locator(".notice-title").first());
	await page.getByText("确认申报").waitFor();
	await shot(page, "portal-notice");
	const name = await applicant.start(page, "卫生");
	assert.ok(name);
	assert.equal(await page.locator(".bag-shut").count(), 12, "the other sections open after 保存数据");
	assertQuiet(page);
});

test("the first page keeps what was typed and takes exactly one proof per field", async () => {
	await applicant.fillCover(page);
	await page.reload();
	assert.equal(await field(page, "speciality").inputValue(), "高原病防治（手工录入）");
	await page.expected.push(/files\.upload|status of 417/);
	const place = proofOf(page, "current_title");
	const chooser = page.waitForEvent("filechooser");
	await place.locator("[data-upload]").click();
	await (await chooser).setFiles(disguised);
	await place.locator(".proof-state.is-bad").waitFor();
	assert.match(await place.locator(".proof-state").textContent(), /内容不是图片或 PDF/);
	page.expected.pop();
	await applicant_replaces_and_previews();
	await shot(page, "portal-cover");
	assertQuiet(page);
});

async function applicant_replaces_and_previews() {
	const place = proofOf(page, "id_masked");
	const chooser = page.waitForEvent("filechooser");
	await place.locator("[data-replace]").click();
	await (await chooser).setFiles(scan("身份证正反面.pdf", "both sides"));
	// the good word of the first upload stands there until the second is kept
	await place.locator("[data-attachment]", { hasText: "身份证正反面.pdf" }).waitFor();
	assert.equal(await place.locator("[data-attachment]").count(), 1);
	await place.getByRole("button", { name: "预览" }).click();
	await page.locator("#viewer[open] iframe").waitFor();
	await page.locator("#viewer").getByRole("button", { name: "关闭" }).click();
}

test("all 13 sections are filled, rows ordered by the server, nothing is missing", async () => {
	await applicant.fillPledge(page, PERSON);
	await shot(page, "portal-pledge");
	await applicant.fillBasics(page);
	await shot(page, "portal-basics");
	await applicant.fillEducation(page);
	await shot(page, "portal-education");
	await page.reload();
	await page.getByRole("button", { name: "详情" }).click();
	await page.locator(".grid-table tbody tr").nth(1).waitFor();
	await page.getByLabel("第 2 行 毕业院校").fill("测试医科大学（本部）");
	await shot(page, "portal-grid");
	await applicant.fillExperience(page);
	await applicant.fillAchievements(page);
	await applicant.fillRest(page);
	await openSection(page, "教育经历");
	assert.equal(await page.locator('[name="school"]').nth(1).inputValue(), "测试医科大学（本部）");
	assert.match(await sectionState(page, "教育经历"), /已完成/);
	await assertNothingMissing(page);
	assertQuiet(page);
});

test("检查 names the place, and its link leads there", async () => {
	await openSection(page, "诚信承诺");
	await field(page, "signer").fill("别人");
	await page.getByRole("button", { name: /^检查/ }).click();
	const box = page.locator("#checked[open]");
	await box.waitFor();
	await shot(page, "portal-check");
	await box.getByRole("link", { name: /签字应为申报人本人姓名/ }).click();
	await field(page, "signer").fill(PERSON);
	await saveAndClose(page);
	assertQuiet(page);
});

test("查看详情 shows the whole dossier", async () => {
	await follow(page, page.getByRole("link", { name: "查看详情" }));
	await page.getByText("高原病筛查项目").first().waitFor();
	await shot(page, "portal-detail");
	await page.goBack();
	assertQuiet(page);
});

test("it is submitted, withdrawn, corrected and submitted again", async () => {
	await applicant.submit(page);
	await page.getByText("所在单位审核").first().waitFor();
	assert.match(await page.locator(".where").textContent(), /马尔康镇卫生院/);
	await shot(page, "portal-progress");
	await applicant.withdraw(page);
	await openSection(page, "个人专业技术水平及业绩综述");
	await field(page, "summary_text").fill(`${applicant.TEXT.repeat(12)}补充一句。`);
	await saveAndClose(page);
	await applicant.submit(page);
	await page.goto("/portal/done");
	await page.getByRole("link", { name: "查看业务" }).first().waitFor();
	await shot(page, "portal-done");
	assertQuiet(page);
});

test("a submitted dossier can be read, not changed", async () => {
	await follow(page, page.getByRole("link", { name: "查看业务" }).first());
	const name = new URL(page.url()).searchParams.get("name");
	await page.goto(`/portal/dossier?name=${name}&section=education`);
	assert.equal(await page.locator("form[data-section] [name]:enabled").count(), 0);
	assert.equal(await page.getByRole("button", { name: "保存", exact: true }).count(), 0);
	await shot(page, "portal-locked");
	assertQuiet(page);
});

test("every page is tidy on a phone", async () => {
	const phone = await newPage({ width: 390, height: 844, phone: true });
	await logIn(phone, PERSON);
	const name = new URL(page.url()).searchParams.get("name");
	for (const [key, address] of Object.entries({
		home: "/portal",
		level: "/portal/applications?level=senior",
		notices: "/portal/notices?level=senior",
		done: "/portal/done",
		progress: `/portal/progress?name=${name}`,
		dossier: `/portal/dossier?name=${name}`,
		education: `/portal/dossier?name=${name}&section=education`,
	})) {
		await phone.goto(address);
		await shot(phone, `portal-${key}`);
	}
	await logOut(phone);
	assertQuiet(phone);
});

