/** The other half of a clerk's day: 一览表 by filters, pages and days, its export read back, print and whole dossier. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { assertQuiet, close, newPage, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { holdBack } from "./lib/late.mjs";
import { ADMINISTRATOR, logIn } from "./lib/people.mjs";
import { rows as rowsOf } from "./lib/workbook.mjs";

const REGISTER = "/app/query-report/Senior Title Register";
const PASSED = "测试乙";
const PASSED_NUMBER = "ZC2026-000001";
const ELSEWHERE = "另一窗口";
const SAVED = "已通过的";
const COMMON = "三张表共用的";
const ID_COLUMN = 4;
let page;

after(close);

/** What the table shows: the rows that the report holds, once the server has answered. */
function shown() {
	return page.evaluate(() => frappe.query_report.data.filter((row) => row.name));
}

/** Do something that reads the register anew, and wait until the table stands. */
async function anew(action) {
	const answer = page.waitForResponse((one) => one.url().includes("query_report.run"));
	await action();
	await (await answer).finished();
	await page.locator('.zc-register-bar[aria-busy="false"]').waitFor();
	return shown();
}

const field = (name) => page.locator(`.page-form [data-fieldname="${name}"]`).locator("input, select").first();

async function type(name, text) {
	await field(name).fill(text);
	await field(name).press("Tab");
}

test("the register is walked page by page, and to a day", async () => {
	page = await clerk.deskAs("省厅经办", { wanted: REGISTER });
	await page.locator(".dt-row", { hasText: PASSED }).first().waitFor();
	await shot(page, "desk-register");
	const whole = await shown();
	assert.ok(whole.length >= 8, `${whole.length} rows`);

	// fewer to a page than a clerk is offered: the demo world is small
	await field("page_length").evaluate((select) => select.add(new Option("3")));
	const walked = [await anew(() => field("page_length").selectOption("3"))];
	const later = page.getByRole("button", { name: "下一页" });
	// pressed twice, as hurried people do: the page is turned once
	for (let first = 4; first <= whole.length; first += 3) {
		const answer = await holdBack(page, /query_report\.run/);
		walked.push(await anew(async () => {
			await later.dblclick();
			await answer.letGo();
		}));
		if (first > 4) continue;
		// half a second after the choice Frappe tells of it again: the page that was turned to stays
		await page.waitForTimeout(700);
		assert.deepEqual(await shown(), walked[1]);
	}
	assert.deepEqual(walked.flat().map((row) => [row.number, row.name]), whole.map((row) => [row.number, row.name]));
	assert.equal(walked.slice(0, -1).every((rows) => rows.length === 3), true, "full pages but the last");
	await page.locator(".zc-register-count", { hasText: `至${whole.length}份` }).waitFor();
	const back = await anew(() => page.getByRole("button", { name: "上一页" }).click());
	assert.deepEqual(back.map((row) => [row.number, row.name]), walked.at(-2).map((row) => [row.number, row.name]));

	// Frappe's own reading is marked like ours, and no page is turned meanwhile
	let release;
	const held = new Promise((resolve) => (release = resolve));
	const hold = (route) => held.then(() => route.continue());
	await page.route("**/api/method/frappe.desk.query_report.run*", hold);
	await page.locator(".page-icon-group button:visible").last().click();
	await page.locator('.zc-register-bar[aria-busy="true"]', { hasText: "正在读取…" }).waitFor();
	await page.getByRole("button", { name: "上一页" }).click();
	assert.deepEqual(await anew(async () => release()), back);
	await page.unroute("**/api/method/frappe.desk.query_report.run*", hold);

	assert.deepEqual(await anew(() => type("until", "2020-01-01")), []);
	await page.locator(".zc-register-none", { hasText: "清空“跳到提交日期”" }).waitFor();
	assert.doesNotMatch(await page.locator(".zc-register-count").textContent(), /本页/);
	await shot(page, "desk-register-none");
	assert.equal((await anew(() => type("until", clerk.day(1)))).length, 3, "from that day backwards, a page");
	await anew(() => type("until", ""));
	assert.equal((await anew(() => field("page_length").selectOption("50"))).length, whole.length);
	assertQuiet(page);
});

test("filters are kept under a name and taken up again", async () => {
	const passed = await anew(() => field("status").selectOption("已通过"));
	assert.ok(passed.some((row) => row.applicant_name === PASSED) && passed.every((row) => row.status === "已通过"));
	await page.getByRole("button", { name: "保存筛选" }).click();
	// meanwhile one more is saved in another window; of old, one was kept for all three registers, with a notice of another's
	const foreign = await page.evaluate(
		async ({ place, elsewhere, common }) => {
			const [notice] = await frappe.db.get_list("Evaluation Notice", { filters: { level: ["!=", "高级"] }, limit: 1 });
			const keep = (doctype, kept) =>
				frappe.xcall("frappe.model.utils.user_settings.save", { doctype, user_settings: JSON.stringify(kept) });
			await keep("Register Entry", { [place]: { [elsewhere]: { declare_year: 2026 } } });
			await keep("Title Application", { TitleRegister: { [common]: { status: "已通过", notice: notice.name } } });
			return notice.name;
		},
		{ place: "TitleRegister:高级", elsewhere: ELSEWHERE, common: COMMON }
	);
	assert.ok(foreign);
	await clerk.dialog(page).locator('[data-fieldname="name"] input').fill(SAVED);
	await shot(page, "desk-register-save");
	await clerk.confirm(page, "保存");
	await page.locator(".zc-register-saved option", { hasText: SAVED }).waitFor({ state: "attached" });
	await listLeavesThem();

	// on a phone the fields fold behind one button, and stay as they were left
	const fold = page.getByRole("button", { name: "筛选（2 项已选）" });
	await fold.waitFor({ state: "hidden" });
	await page.setViewportSize({ width: 390, height: 844 });
	assert.equal(await fold.getAttribute("aria-expanded"), "false");
	assert.equal(await field("status").isVisible(), false);
	await shot(page, "desk-register-folded");
	await fold.press("Enter");
	assert.equal(await page.getByLabel("状态", { exact: true }).inputValue(), "已通过");
	await shot(page, "desk-register-unfolded");
	await page.reload();
	await page.locator(".dt-row", { hasText: PASSED }).first().waitFor();
	const open = page.getByRole("button", { name: "筛选（2 项已选）", expanded: true });
	await open.waitFor();
	assert.equal(await field("status").isVisible(), true);
	await open.click();
	await field("status").waitFor({ state: "hidden" });
	await page.setViewportSize({ width: 1280, height: 900 });
	await field("status").waitFor();
	const again = await anew(() => page.locator(".zc-register-saved").selectOption(SAVED));
	assert.deepEqual(again.map((row) => row.name), passed.map((row) => row.name));
	assert.equal(await field("status").inputValue(), "已通过");

	// what was kept for all three is there, without what this register does not know
	const fitting = await anew(() => page.locator(".zc-register-saved").selectOption(COMMON));
	await page.locator(".desk-alert", { hasText: `“${COMMON}”里的申报通知不属于高级一览表` }).waitFor();
	assert.deepEqual(fitting.map((row) => row.status), passed.map(() => "已通过"));
	assert.equal(await field("notice").inputValue(), "");

	// a name that is taken is not overwritten unasked
	await anew(() => field("status").selectOption("办理中"));
	for (const answer of ["取消", "替换"]) {
		await page.getByRole("button", { name: "保存筛选" }).click();
		await clerk.dialog(page).locator('[data-fieldname="name"] input').fill(SAVED);
		await clerk.confirm(page, "保存");
		await clerk.dialog(page).getByText(`已经有“${SAVED}”`).waitFor();
		await shot(page, "desk-register-overwrite");
		const kept = answer === "替换" && page.waitForResponse((one) => one.url().includes("user_settings.save"));
		await clerk.confirm(page, answer);
		await page.locator(".modal.show").waitFor({ state: "detached" });
		await kept;
		assert.equal((await ownFilters("高级"))[SAVED].status, answer === "替换" ? "办理中" : "已通过");
	}
	for (const name of [SAVED, ELSEWHERE, COMMON]) {
		await page.getByRole("button", { name: "删除筛选" }).click();
		await clerk.dialog(page).locator('[data-fieldname="name"] select').selectOption(name);
		await clerk.confirm(page, "删除");
		await page.locator(".zc-register-saved option", { hasText: name }).waitFor({ state: "detached" });
		await page.locator(".modal.show").waitFor({ state: "detached" });
	}
	await page.locator(".zc-register-saved").waitFor({ state: "hidden" });

	// the other registers know neither, but the common one still
	await page.goto("/app/query-report/Junior Title Register");
	await page.locator(".zc-register-saved option", { hasText: COMMON }).waitFor({ state: "attached" });
	assert.deepEqual(await page.locator(".zc-register-saved option").allTextContents(), ["常用筛选…", COMMON]);
	await page.goto(`${REGISTER}?status=已通过`);
	await page.locator(".dt-row", { hasText: PASSED }).first().waitFor();
	assertQuiet(page);
});

/** Frappe's list of the applications writes its own settings, whole, and these are not among them. */
async function listLeavesThem() {
	const before = await ownFilters("高级");
	await page.evaluate(() => frappe.set_route("List", "Title Application", "List"));
	await page.locator(".list-row:visible").first().waitFor();
	await page.evaluate(() => frappe.model.user_settings.save("Title Application", "List", { looked: Date.now() }));
	assert.deepEqual(await ownFilters("高级"), before);
	await anew(() => page.goBack());
}

function ownFilters(level) {
	return page.evaluate(
		async (place) => JSON.parse(await frappe.xcall("frappe.model.utils.user_settings.get", { doctype: "Register Entry" }))[place],
		`TitleRegister:${level}`
	);
}

test("what is ticked is exported, masked, and the file says what the table says", async () => {
	await anew(() => field("status").selectOption(""));
	const rows = await anew(() => type("keyword", PASSED));
	assert.deepEqual(rows.map((row) => row.applicant_name), [PASSED]);
	await page.locator(".dt-row .dt-cell--col-0 input[type=checkbox]").last().check();
	await page.getByRole("button", { name: "导出", exact: true }).click();
	await clerk.dialog(page).locator('[data-fieldname="range"] select option', { hasText: "勾选的1份" }).waitFor({ state: "attached" });
	const [title, heads, row, , foot] = await exported();
	assert.match(title[0], /高级/);
	const columns = await page.evaluate(() => frappe.query_report.columns.map(({ label, fieldname }) => [label, fieldname]));
	assert.deepEqual(heads, [...columns.slice(0, -1).map(([label]) => label), "联系电话"]);
	const said = columns.slice(0, -1).map(([, fieldname]) => String(rows[0][fieldname] ?? ""));
	assert.deepEqual(row.slice(0, said.length), said);
	assert.match(row[ID_COLUMN], /^\d{6}\*+/);
	assert.match(foot[0], /单位\(盖章\).*填报人：省厅经办.*联系电话.*填报时间/);
	assertQuiet(page);
});

test("whole numbers are exported only with a reason", async () => {
	await page.getByRole("button", { name: "导出", exact: true }).click();
	await clerk.dialog(page).locator('[data-fieldname="range"] select').selectOption({ index: 1 });
	await clerk.dialog(page).locator('input[data-fieldname="with_numbers"]').check();
	await clerk.dialog(page).locator('[data-fieldname="reason"] textarea').fill("报送备案，须核对身份证号。");
	await shot(page, "desk-export");
	const [, , row] = await exported();
	assert.match(row[ID_COLUMN], /^\d{17}[\dX]$/);
	assert.match(row.at(-1), /^\d{11}$/);
	assertQuiet(page);
});

/** Press 导出 and read the file that comes. */
async function exported() {
	const file = page.waitForEvent("download");
	await clerk.confirm(page, "导出");
	const download = await file;
	assert.match(download.suggestedFilename(), /一览表.*\.xlsx$/);
	await page.locator(".modal.show").waitFor({ state: "detached" });
	return rowsOf(await readFile(await download.path()));
}

test("print and whole dossier of a case that passed come as PDF", async () => {
	await page.locator(".dt-row a", { hasText: PASSED }).first().click();
	await clerk.caseShown(page);
	await page.locator(".zc-summary", { hasText: PASSED_NUMBER }).waitFor();
	const printed = page.context().waitForEvent("response", (answer) => answer.url().includes("print.application_pdf"));
	await page.getByRole("button", { name: "打印", exact: true }).click();
	const answer = await printed;
	assert.equal(answer.status(), 200);
	assert.match(answer.headers()["content-type"], /pdf/);
	const file = page.waitForEvent("download");
	await page.getByRole("button", { name: "整卷材料" }).click();
	const whole = await file;
	assert.match(whole.suggestedFilename(), /整卷材料\.pdf$/);
	assert.equal((await readFile(await whole.path())).subarray(0, 5).toString(), "%PDF-");
	assertQuiet(page);
});

test("another report that is opened after a register has nothing of it", async () => {
	const admin = await newPage();
	admin.expected.push(/socket\.io/);
	await logIn(admin, ADMINISTRATOR, "", REGISTER);
	const open = (report) => admin.evaluate((name) => frappe.set_route("query-report", name), report);
	const bars = admin.locator(".zc-register-bar");
	const counted = admin.locator(".zc-register-count", { hasText: "符合条件" });
	await counted.waitFor();
	await open("Orphan Files");
	await admin.locator('.page-form select[data-fieldname="kind"]').waitFor();
	await bars.waitFor({ state: "detached" });
	assert.equal(await admin.locator(".zc-register, .zc-register-page, .zc-register-fold, .zc-folded").count(), 0);
	for (const report of ["Junior Title Register", "Senior Title Register"]) {
		await open(report);
		await admin.locator(".title-text:visible", { hasText: report.startsWith("Junior") ? "初级" : "高级" }).waitFor();
		await counted.waitFor();
		assert.equal(await bars.count(), 1);
	}
	assertQuiet(admin);
});
