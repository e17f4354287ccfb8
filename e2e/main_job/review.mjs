/** The clerks' part of the main job, by the manual's chapter 5.1: from the own unit to the province's approval. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertQuiet, close, eventually, shot } from "../lib/browser.mjs";
import * as clerk from "../lib/clerk.mjs";
import { scan } from "../lib/files.mjs";

// submitted by applicant.mjs; another pair can be named to run this file alone
const APPLICANT = process.env.ZHICHENG_APPLICANT || "测试卯";
const OWN_CLERK = process.env.ZHICHENG_CLERK || "卫生院经办";
let page;
let application;
let next;

after(close);

test("the home page counts what waits, and the list says the same", async () => {
	page = await clerk.deskAs(OWN_CLERK, { wanted: clerk.HOME });
	await clerk.homeShown(page);
	await shot(page, "desk-home");
	const waiting = await clerk.count(page, "待办业务");
	await clerk.openFromToDo(page, APPLICANT);
	application = page.url().split("/").pop();
	await page.goBack();
	const rows = page.locator(".list-row").filter({ has: page.locator(".list-subject a") });
	await eventually(async () => assert.equal(await rows.count(), waiting));
	await shot(page, "desk-todo");
	assertQuiet(page);
});

test("the case shows the dossier, the chart and the path", async () => {
	await clerk.openCase(page, application);
	assert.match(await page.locator(".zc-dossier").textContent(), /首页（基本信息）[\s\S]*工作经历/);
	await shot(page, "desk-case");
	await page.getByRole("button", { name: "流程图" }).click();
	const current = page.locator('.flow-node[aria-current="step"]');
	await current.waitFor();
	assert.match(await current.textContent(), /所在单位审核.*当前环节/);
	await page.locator(".flow-node--done .flow-box").first().hover();
	await page.locator(".flow-tip").waitFor();
	await shot(page, "desk-chart");
	await clerk.dismiss(page);
	await page.getByRole("button", { name: "审批过程" }).click();
	assert.match(await clerk.dialog(page).locator(".zc-path").textContent(), /个人申报[\s\S]*提交/);
	await shot(page, "desk-path");
	await clerk.dismiss(page);
	assertQuiet(page);
});

test("an approval without opinion is refused on the spot, a short public notice is named", async () => {
	await clerk.emptyOpinions(page);
	await clerk.press(page, "同意通过");
	assert.match(await clerk.dialog(page).textContent(), /缺少审批意见、负责人签字、审批日期/);
	await clerk.dismiss(page);
	const overtaken = await askedAboutDates(page, "2026-11-20");
	await clerk.fillOpinions(page, { from: "2026-11-02", to: "2026-11-04" });
	await page.locator(".zc-warning", { hasText: "3个工作日" }).waitFor();
	await overtaken();
	assert.match(await page.locator(".zc-warning").textContent(), /3个工作日/);
	await page.getByRole("button", { name: "保存意见" }).click();
	// what saved itself meanwhile says less
	await page.locator(".desk-alert", { hasText: "意见已保存，申报仍在您的待办业务中" }).waitFor();
	await page.reload();
	await clerk.caseShown(page);
	const opinion = page.locator('.zc-box [data-fieldname="opinion"] textarea').first();
	await eventually(async () => assert.equal(await opinion.inputValue(), clerk.OPINION));
	assertQuiet(page);
});

/** A longer notice is typed first, and the answer about it stays on the line until it is asked for. */
async function askedAboutDates(page, to) {
	const address = (url) => url.pathname.endsWith("notice_fault") && url.searchParams.get("notice_to") === to;
	let come;
	const wanted = new Promise((resolve) => (come = resolve));
	await page.route(address, (route) => wanted.then(() => route.continue()));
	const asked = page.waitForRequest((request) => address(new URL(request.url())));
	await clerk.fillOpinions(page, { from: "2026-11-02", to });
	const request = await asked;
	return async () => [come(), await (await request.response()).finished(), await page.unroute(address)];
}

test("a process attachment is uploaded with its kind and can be opened", async () => {
	await page.getByRole("button", { name: "流程附件上传" }).click();
	await clerk.dialog(page).locator('input[type="file"]').setInputFiles(scan("推荐报告.pdf", "recommendation"));
	await shot(page, "desk-upload");
	await clerk.confirm(page, "上传");
	const link = page.locator(".zc-files a", { hasText: "推荐报告" }).last();
	await link.waitFor();
	const answer = await page.request.get(await link.getAttribute("href"));
	assert.equal(answer.headers()["content-type"], "application/pdf");
	assertQuiet(page);
});

test("each way back says who gets the case and what is lost", async () => {
	for (const [action, sentence] of [["返回修改", /退给申报人修改/], ["拒绝", /直接退给申报人/], ["流程作废", /年度不能再申报/]]) {
		await clerk.press(page, action);
		assert.match(await clerk.dialog(page).textContent(), sentence);
		await shot(page, `desk-${action}`);
		await clerk.dismiss(page);
	}
	assertQuiet(page);
});

test("two quick presses approve once, and a form opened before says who was faster", async () => {
	const late = await clerk.caseAs(OWN_CLERK, application);
	await clerk.press(late, "返回修改");
	await clerk.dialog(late).locator("textarea").fill("晚了一步。");

	await clerk.fillOpinions(page);
	await clerk.press(page, "同意通过");
	await shot(page, "desk-approve");
	await clerk.dialog(page).getByRole("button", { name: "同意通过" }).dblclick();
	const sentence = await clerk.done(page, "同意通过");
	next = clerk.nextClerk(sentence);
	await page.getByRole("button", { name: "审批过程" }).click();
	const rows = clerk.dialog(page).locator(".zc-path tbody tr");
	await rows.first().waitFor();
	assert.equal(await rows.filter({ hasText: "待处理" }).count(), 1);
	const approved = await rows.filter({ hasText: "所在单位审核" }).filter({ hasText: "同意通过" }).count();
	const returned = await rows.filter({ hasText: "县(区)主管部门审核" }).filter({ hasText: "返回修改" }).count();
	assert.equal(approved, returned + 1, "one approval more than came back");
	assertQuiet(page);

	late.expected.push(/409/);
	await clerk.confirm(late, "返回修改");
	await late.locator(".msgprint", { hasText: "请刷新页面" }).waitFor();
	await late.locator(".zc-quiet", { hasText: "没有您要办理的步骤" }).waitFor();
	assertQuiet(late);
});

test("a return comes back with its reason, and the same opinion is still there", async () => {
	const upper = await clerk.deskAs(next);
	await clerk.openFromToDo(upper, APPLICANT);
	await clerk.press(upper, "返回修改");
	await clerk.dialog(upper).locator("textarea").fill("请核对公示起止日期。");
	await clerk.confirm(upper, "返回修改");
	await clerk.done(upper, "返回修改");
	assertQuiet(upper);

	await clerk.openCase(page, application);
	assert.match(await page.locator(".zc-note--back").textContent(), /请核对公示起止日期。/);
	await shot(page, "desk-returned");
	next = clerk.nextClerk(await clerk.pass(page));
	assertQuiet(page);
});

test("the case walks on to the province, on a phone where one likes", async () => {
	const phone = await clerk.deskAs(next, { width: 390, height: 844, phone: true, wanted: clerk.HOME });
	await clerk.homeShown(phone);
	await shot(phone, "desk-home");
	await clerk.openCase(phone, application);
	await shot(phone, "desk-case");
	let sentence = await clerk.pass(phone);
	assertQuiet(phone);
	for (let stage = 0; stage < 10 && !sentence.includes("已通过"); stage++) {
		const desk = await clerk.caseAs(clerk.nextClerk(sentence), application);
		const isTally = await desk.locator(".zc-bar").getByRole("button", { name: "录入评审结果" }).count();
		sentence = await clerk.pass(desk);
		if (isTally) sentence = await tallyCorrected(desk, sentence);
		assertQuiet(desk);
		if (!sentence.includes("已通过")) await desk.context().close();
		else await finished(desk);
	}
	assert.match(sentence, /已通过/);
});

/** The final stage sends the result back: what was entered stands there to be corrected. */
async function tallyCorrected(desk, sentence) {
	const final = await clerk.caseAs(clerk.nextClerk(sentence), application);
	await clerk.press(final, "返回修改");
	await clerk.dialog(final).locator("textarea").fill("票数与会议记录不一致，请核对。");
	await clerk.confirm(final, "返回修改");
	await clerk.done(final, "返回修改");
	assertQuiet(final);
	await final.context().close();
	// a load of its own: the sentence of the first entry is not taken for that of the second
	await clerk.openCase(desk, application);
	await clerk.press(desk, "录入评审结果");
	const input = (name) => clerk.dialog(desk).locator(`[data-fieldname="${name}"] input`);
	await clerk.dialog(desk).locator(".zc-outcome", { hasText: "赞成18票" }).waitFor();
	const shown = await Promise.all(["members", "present", "yes", "no", "date"].map((name) => input(name).inputValue()));
	assert.deepEqual(shown, ["25", "21", "18", "3", clerk.day(0)]);
	await shot(desk, "desk-tally-corrected");
	await input("yes").fill("17");
	await input("no").fill("4");
	await clerk.dialog(desk).locator(".zc-outcome", { hasText: "赞成17票" }).waitFor();
	await clerk.confirm(desk, "确认结果");
	return clerk.done(desk, "录入评审结果");
}

async function finished(desk) {
	await shot(desk, "desk-passed");
	const answer = await desk.request.get(`/api/method/zhicheng.api.print.application_pdf?name=${application}`, { timeout: 90000 });
	assert.equal(answer.headers()["content-type"], "application/pdf");
	await clerk.openHome(desk);
	assert.ok((await clerk.count(desk, "已办业务")) >= 1);
}

test("menus and lists bear the manual's words, in Chinese", async () => {
	const desk = await clerk.deskAs("省厅经办");
	await desk.goto("/app/title-management");
	for (const level of ["高级", "中级", "初级"]) {
		await desk.getByText(`${level}职称申报`, { exact: true }).first().waitFor();
		await desk.getByText(`${level}职称申报一览表`, { exact: true }).first().waitFor();
	}
	await shot(desk, "desk-title-management");
	await desk.goto("/app/query-report/Senior Title Register");
	await desk.locator(".dt-row").nth(1).waitFor();
	await shot(desk, "desk-register");
	await clerk.assertChinese(desk);
	for (const address of ["/app/clerk-home", "/app/expert-center", "/app/base-data", "/app/title-application", "/app/approval-task"]) {
		await desk.goto(address);
		await desk.locator(".widget, .list-row, .no-result").first().waitFor();
		await clerk.assertChinese(desk);
	}
	assertQuiet(desk);
});
