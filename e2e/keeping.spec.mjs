/** Nothing typed is ever lost: it saves itself, outlives a killed server, an ended session and a second window. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as applicant from "./lib/applicant.mjs";
import { assertQuiet, close, follow, newPage, shot } from "./lib/browser.mjs";
import { addRow, field, fill, openSection } from "./lib/dossier.mjs";
import { logIn, logInAgain } from "./lib/people.mjs";
import { OwnWeb } from "./lib/web.mjs";

const PERSON = "测试辛";
const SAVED = /^已保存 \d\d:\d\d$/;
const web = new OwnWeb();
let page;

before(async () => {
	page = await newPage();
	await logIn(page, PERSON);
	await applicant.dropDrafts(page);
	await applicant.start(page, "卫生");
});

after(async () => {
	web.close();
	await close();
});

const state = (on = page) => on.locator(".save-state");

async function saved(on = page) {
	await state(on).filter({ hasText: SAVED }).waitFor();
}

async function reload(on = page) {
	await on.reload();
	await on.locator("form[data-section]").waitFor();
}

test("首页 saves itself and still waits for 保存数据 before it opens the others", async () => {
	await fill(page, { current_speciality: "铁路卫生", mobile: "13000000077" });
	await saved();
	await reload();
	assert.equal(await field(page, "current_speciality").inputValue(), "铁路卫生");
	assert.equal(await page.locator(".bag-shut").count(), 12);
	await follow(page, page.getByRole("button", { name: "保存数据" }));
	await page.locator(".bag-item").nth(1).locator("a").waitFor();
	assertQuiet(page);
});

test("what was typed saves itself; a wrong value waits at its field and holds up nothing else", async () => {
	await openSection(page, "基本信息");
	await fill(page, { address: "自动保存的地址", email: "没有艾特号" });
	await page.locator('[data-field="email"] .field-error:visible').waitFor();
	await state().filter({ hasText: "有 1 处填写有误" }).waitFor();
	await shot(page, "keeping-wrong");
	await fill(page, { email: "ceshi@example.org" });
	await saved();
	await reload();
	assert.equal(await field(page, "address").inputValue(), "自动保存的地址");
	assert.equal(await field(page, "email").inputValue(), "ceshi@example.org");
	assertQuiet(page);
});

test("what is typed before the page's script has come is kept as well, and goes into no address", async () => {
	const SCRIPT = /portal\.bundle\.[^/]*js$/;
	let come;
	const late = new Promise((resolve) => (come = resolve));
	await page.route(SCRIPT, (route) => late.then(() => route.continue()));
	const address = page.url();
	await page.reload({ waitUntil: "commit" });
	await field(page, "address").fill("脚本到来之前填写的地址");
	await field(page, "address").press("Enter");
	come();
	await saved();
	assert.equal(page.url(), address);
	await page.unroute(SCRIPT);
	await reload();
	assert.equal(await field(page, "address").inputValue(), "脚本到来之前填写的地址");
	await fill(page, { address: "自动保存的地址" });
	await saved();
	assertQuiet(page);
});

test("rows save themselves; 详情 edits, copies and deletes them, in the server's order", async () => {
	await openSection(page, "学习培训经历");
	await addRow(page, { start_date: "2019-01-01", end_date: "2019-02-01", content: "后一次培训", place: "成都", witness: "测试乙" });
	await addRow(page, { start_date: "2015-01-01", end_date: "2015-02-01", content: "前一次培训", place: "马尔康", witness: "测试乙" });
	await saved();
	await page.getByRole("button", { name: "详情" }).click();
	const lines = page.locator(".grid-table tbody tr");
	assert.equal(await lines.nth(0).locator('[data-twin="content"]').inputValue(), "前一次培训");
	await lines.nth(0).locator('[data-twin="place"]').fill("理县");
	await lines.nth(0).getByRole("button", { name: "复制" }).click();
	await lines.nth(2).locator('[data-twin="content"]').fill("复制的一行");
	await shot(page, "keeping-grid");
	await lines.nth(1).getByRole("button", { name: "删除" }).click();
	await page.locator("#ask[open]").getByRole("button", { name: "删除", exact: true }).click();
	await saved();
	await reload();
	const contents = page.locator('.row-card [name="content"]');
	assert.deepEqual(await contents.evaluateAll((all) => all.map((one) => one.value)), ["前一次培训", "复制的一行"]);
	assert.equal(await page.locator('.row-card [name="place"]').first().inputValue(), "理县");
	assertQuiet(page);
});

test("the web server is killed in the middle of typing and started again", async () => {
	await web.open();
	const typing = await newPage();
	typing.expected.push(/save_section|status of 502|ERR_/);
	await logIn(typing, PERSON, web.url);
	const name = new URL(page.url()).searchParams.get("name");
	await typing.goto(`${web.url}/portal/dossier?name=${name}&section=self_summary`);
	const words = "服务器中断时正在写的综述。";
	const summary = field(typing, "summary_text");
	await summary.pressSequentially("已经确认的一句。");
	await saved(typing);
	await summary.pressSequentially(words.slice(0, 6));
	web.kill();
	await summary.pressSequentially(words.slice(6));
	await state(typing).filter({ hasText: "网络不通，内容保留在本机，恢复后自动保存" }).waitFor();
	await shot(typing, "keeping-offline");

	// the browser is closed while the server is away: what it kept comes back
	const again = await typing.context().newPage();
	await typing.close();
	await web.start();
	await again.goto(`${web.url}/portal/dossier?name=${name}&section=self_summary`);
	await again.getByText("已找回").waitFor();
	await saved(again);

	// and with the page left open, it saves itself as soon as the server answers
	await field(again, "summary_text").pressSequentially("第二次中断。");
	web.kill();
	await state(again).filter({ hasText: "网络不通" }).waitFor();
	await web.start();
	await saved(again);
	await again.close();
	await page.goto(`/portal/dossier?name=${name}&section=self_summary`);
	assert.equal(await field(page, "summary_text").inputValue(), `已经确认的一句。${words}第二次中断。`);
});

test("the session ends in the middle: a log-in box over the page, then the same request", async () => {
	await openSection(page, "基本信息");
	page.expected.push(/save_section|get_logged_user|status of 40[013]/);
	await page.context().clearCookies();
	await field(page, "archive_unit").fill("登录过期时填写的单位");
	await page.locator(".box--login[open]").waitFor();
	await shot(page, "keeping-login");
	await logInAgain(page, PERSON);
	await saved();
	page.expected.pop();
	await reload();
	assert.equal(await field(page, "archive_unit").inputValue(), "登录过期时填写的单位");
	assertQuiet(page);
});

test("two windows: what is apart is merged, the same place is put to the person", async () => {
	const second = await page.context().newPage();
	await second.goto(page.url());
	await field(second, "birth_place").fill("第二个窗口的出生地");
	await field(second, "archive_unit").fill("第二个窗口");
	await saved(second);
	await field(page, "party_info").fill("第一个窗口的内容");
	await saved();
	assert.equal(await field(page, "birth_place").inputValue(), "第二个窗口的出生地");

	await field(second, "archive_unit").fill("第二个窗口再改");
	await saved(second);
	await field(page, "archive_unit").fill("第一个窗口也改");
	await page.locator(".conflicts:visible").waitFor();
	await shot(page, "keeping-two");
	await page.getByRole("button", { name: "用本页的" }).click();
	await saved();
	await second.reload();
	assert.equal(await field(second, "archive_unit").inputValue(), "第一个窗口也改");

	// back to a page that was left: what the other window has saved since, not what stood here then
	await openSection(page, "个人专业技术水平及业绩综述");
	await field(page, "summary_text").fill("离开时的综述");
	await saved();
	const left = page.url();
	await openSection(page, "基本信息");
	await second.goto(left);
	await field(second, "summary_text").fill("第二个窗口写的综述");
	await saved(second);
	await page.goBack();
	await page.locator('form[data-section="self_summary"]').waitFor();
	assert.equal(await field(page, "summary_text").inputValue(), "第二个窗口写的综述");
	await page.goForward();
	await second.close();
	assertQuiet(page);
});

test("取消 offers what stood there at opening", async () => {
	await reload();
	await field(page, "address").fill("打开后改的地址");
	await saved();
	await page.getByRole("button", { name: "关闭，返回首页" }).click();
	await follow(page, page.getByRole("button", { name: "恢复到打开时的内容" }));
	await page.getByRole("heading", { name: "首页（基本信息）", level: 2 }).waitFor();
	await openSection(page, "基本信息");
	assert.equal(await field(page, "address").inputValue(), "自动保存的地址");
	await applicant.dropDrafts(page);
	assertQuiet(page);
});
