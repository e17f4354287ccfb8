/** A clerk's day: five cases of different stages, who else is there, 转办 and 代办, a batch, a return with corrections,
 * a substitute. Signing is told by signing.spec.mjs, what is exported and printed by register.spec.mjs. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertQuiet, close, eventually, newPage, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { ADMINISTRATOR, logIn } from "./lib/people.mjs";

const ENTERPRISE = "测试戊";
const DEPARTMENT = "测试庚";
const VOIDED = "测试己";
const COMPANY = "马尔康海风锐智科技有限公司";
let first;
let application;

after(close);

/** By a key to the next or the previous dossier; it counts as opened once the server has been told. */
async function turn(page, key, applicant) {
	const before = page.url().split("/").pop();
	const isOther = (request) => request.postDataJSON().application !== before;
	const opened = page.waitForResponse((answer) => answer.url().endsWith("presence.open_case") && isOther(answer.request()));
	await page.keyboard.press(key);
	await opened;
	await page.locator(".zc-summary", { hasText: applicant }).waitFor();
}

async function choose(page, label, action) {
	await page.locator(".zc-bar").getByRole("button", { name: label, exact: true }).click();
	await clerk.dialog(page).waitFor();
	await action(clerk.dialog(page));
}

test("a colleague is handed the case, hands it back, and stands in: every record says so", async () => {
	first = await clerk.deskAs("测试丁", { wanted: clerk.TO_DO });
	const row = first.locator(".list-row", { hasText: ENTERPRISE });
	await row.getByRole("button", { name: "业务办理" }).click();
	await clerk.caseShown(first);
	application = first.url().split("/").pop();
	const colleague = await clerk.caseAs("海风经办", application);
	await colleague.locator(".zc-presence", { hasText: "测试丁" }).waitFor();
	await shot(colleague, "desk-presence");
	await drawnTwice(colleague, "海风经办", first);

	await choose(first, "转办", (dialog) => dialog.getByRole("button", { name: "转办", exact: true }).click());
	await first.locator(".zc-note--done", { hasText: "已转给海风经办" }).waitFor();
	assert.equal(await first.locator(".zc-bar").getByRole("button", { name: "同意通过" }).count(), 0);

	await colleague.goto(clerk.TO_DO);
	await colleague.locator(".list-row", { hasText: ENTERPRISE }).waitFor();
	await colleague.getByRole("button", { name: "更多" }).click();
	await colleague.locator(".dropdown-menu.show").getByText("代办登记").click();
	await clerk.dialog(colleague).locator('[data-fieldname="to_date"] input').fill(clerk.day(3));
	await clerk.dialog(colleague).locator('[data-fieldname="to_date"] input').blur();
	await clerk.confirm(colleague, "登记");
	await colleague.locator(".modal.show .zc-path", { hasText: "测试丁" }).waitFor();
	await shot(colleague, "desk-substitutes");
	assertQuiet(colleague);
	await colleague.context().close();

	await first.reload();
	await clerk.caseShown(first);
	await first.locator(".zc-note", { hasText: "您代海风经办办理" }).waitFor();
	await clerk.pass(first);
	assert.match(await clerk.path(first), /海风经办（由测试丁代）/);
	assertQuiet(first);
	await first.context().close();
});

/** The form is drawn anew, twice at once, and the leaving of the old screen dawdles on the line: who is here stays known. */
async function drawnTwice(page, name, other) {
	const opened = [];
	page.on("request", (request) => request.url().endsWith("presence.open_case") && opened.push(request));
	const release = "**/*presence.release";
	await page.route(release, async (route) => {
		await Promise.race([page.waitForResponse((answer) => answer.url().endsWith("presence.open_case")), sleep(1000)]);
		await route.continue();
	});
	const told = ["release", "open_case"].map((one) => page.waitForResponse((answer) => answer.url().endsWith(`presence.${one}`)));
	await page.evaluate(() => Promise.all([cur_frm, cur_frm].map((form) => zhicheng.desk.showCase(form))));
	await Promise.all(told);
	assert.equal(opened.length, 1, "one screen is drawn");
	const others = await other.evaluate(async (of) => (await frappe.xcall("zhicheng.api.presence.keep_open", { application: of })).others, application);
	assert.deepEqual(others.map((row) => row.name), [name]);
	await page.unroute(release);
}

test("a void is undone, and the day's cases are walked by keys with their proofs beside them", async () => {
	const bureau = await clerk.deskAs("马市人社经办", { wanted: "/app/title-application" });
	await bureau.locator(".list-row", { hasText: VOIDED }).locator(".list-subject a").first().click();
	await clerk.caseShown(bureau);
	await choose(bureau, "撤销作废", async (dialog) => {
		await dialog.locator("textarea").fill(`核实无误，恢复办理。${clerk.HOSTILE}`);
		await dialog.getByRole("button", { name: "撤销作废", exact: true }).click();
	});
	await clerk.done(bureau, "撤销作废");
	assertQuiet(bureau);
	await bureau.context().close();

	first = await clerk.deskAs("马市卫健经办", { wanted: clerk.TO_DO });
	await first.locator(".list-row", { hasText: DEPARTMENT }).getByRole("button", { name: "业务办理" }).click();
	await clerk.caseShown(first);
	await first.locator(".zc-dossier .dv-proof").first().waitFor();
	await first.keyboard.press("Alt+o");
	await first.locator(".zc-pane .zc-pane-body").waitFor();
	await shot(first, "desk-proof");
	await first.keyboard.press("Escape");
	await first.locator(".zc-back summary").click();
	assert.match(await first.locator(".zc-cards").textContent(), /去向[\s\S]*后果[\s\S]*当年不能再申报[\s\S]*撤销作废/);
	const department = first.url();
	await turn(first, "Alt+n", ENTERPRISE);
	assert.ok(first.url().endsWith(application), "the next one of the to-do is the enterprise's");
	await turn(first, "Alt+p", DEPARTMENT);
	assert.equal(first.url(), department);
	assertQuiet(first);
});

/** The first answer to such a question stays on the line until it is told to come. */
async function firstAnswerLast(page, address) {
	let come;
	const wanted = new Promise((resolve) => (come = resolve));
	const late = page.waitForRequest(address).then((request) => request.response());
	let asked = 0;
	await page.route(address, async (route) => {
		asked += 1;
		if (asked > 1) return route.fallback();
		const response = await route.fetch();
		await wanted;
		return route.fulfill({ response });
	});
	return { come: async () => [come(), await (await late).finished(), await page.unroute(address)] };
}

test("a batch passes what has one way on, each with its result", async () => {
	await first.goto(clerk.TO_DO);
	for (const name of [DEPARTMENT, ENTERPRISE]) {
		await first.locator(".list-row", { hasText: name }).locator(".list-row-checkbox").check();
	}
	await first.getByRole("button", { name: "批量同意" }).click();
	const dialog = clerk.dialog(first);
	await dialog.locator(".zc-batch-rows tbody tr").nth(1).waitFor();
	await dialog.locator('[data-fieldname="opinion"] textarea').fill(clerk.OPINION);
	await dialog.locator('[data-fieldname="leader_name"] input').fill("测试负责人");
	await shot(first, "desk-batch");
	const dawdling = await firstAnswerLast(first, "**/*batch.state*");
	const begun = [];
	first.on("request", (request) => request.url().endsWith("batch.start") && begun.push(request));
	await dialog.locator(".btn-modal-primary").dblclick();
	await first.locator(".zc-batch-said", { hasText: "已完成" }).waitFor();
	assert.equal(begun.length, 1, "two presses begin one batch");
	await dawdling.come();
	assert.match(await first.locator(".zc-batch-said").textContent(), /已通过2份，未办理0份/);
	await shot(first, "desk-batch-done");
	await clerk.dismiss(first);
	assertQuiet(first);
	await first.context().close();
});

test("the bureau notes that it has read one, and sends it back with a reason of the library", async () => {
	const bureau = await clerk.caseAs("马市人社经办", application);
	await bureau.locator(".zc-bar").getByRole("button", { name: "已阅", exact: true }).click();
	const read = bureau.locator(".zc-bar").getByRole("button", { name: "已阅 ✓", exact: true });
	await read.waitFor();
	await bureau.reload();
	await clerk.caseShown(bureau);
	await read.waitFor();
	await choose(bureau, "返回修改", async (dialog) => {
		await dialog.getByRole("button", { name: "选用常用理由" }).click();
		const reasons = bureau.locator(".modal.show .zc-texts");
		await reasons.locator("button").first().click();
		await reasons.waitFor({ state: "detached" });
	});
	const back = bureau.locator(".modal.show", { hasText: "去向" });
	const reason = back.locator("textarea").first();
	await eventually(async () => assert.ok(await reason.inputValue()));
	await reason.fill(`${await reason.inputValue()}${clerk.HOSTILE}`);
	await back.getByRole("button", { name: "添加需要补正的内容" }).click();
	const line = back.locator(".zc-fix").first();
	await line.locator("[data-part=section]").selectOption("education");
	await line.locator("[data-part=row]").selectOption({ index: 1 });
	await line.locator("[data-part=field]").selectOption("school");
	await line.locator("[data-part=remark]").fill(`与毕业证不一致，请核对。${clerk.HOSTILE}`);
	await shot(bureau, "desk-return");
	await back.getByRole("button", { name: "返回修改", exact: true }).click();
	assert.match(await clerk.done(bureau, "返回修改"), /马尔康市卫健委/);
	assertQuiet(bureau);
	await bureau.context().close();
});

test("the unit above enters a substitute for a clerk who cannot", async () => {
	first = await clerk.deskAs("马市人社经办", { wanted: clerk.TO_DO });
	await substitutes(first, COMPANY);
	const rows = clerk.dialog(first).locator(".zc-path tbody tr");
	await rows.filter({ hasText: "海风经办" }).getByRole("button", { name: "结束" }).click();
	await clerk.dialog(first).locator(".zc-quiet", { hasText: "现在没有登记代办" }).waitFor();
	const field = (name) => clerk.dialog(first).locator(`[data-fieldname="${name}"]`);
	const people = (name) => field(name).locator("option").allTextContents();
	await eventually(async () => assert.deepEqual((await people("absent")).filter(Boolean).sort(), ["测试丁", "海风经办"].sort()));
	await field("absent").locator("select").selectOption({ label: "测试丁" });
	await eventually(async () => assert.deepEqual(await people("substitute"), ["海风经办"]));
	await field("reason").locator("input").fill(`病假${clerk.HOSTILE}`);
	await field("to_date").locator("input").fill(clerk.day(2));
	await field("to_date").locator("input").blur();
	await shot(first, "desk-substitute-below");
	await clerk.dialog(first).getByRole("button", { name: "登记", exact: true }).dblclick();
	await rows.filter({ hasText: "病假" }).filter({ hasText: "马市人社经办" }).waitFor();
	await rows.filter({ hasText: "病假" }).getByRole("button", { name: "结束" }).click();
	await clerk.dialog(first).locator(".zc-quiet", { hasText: "现在没有登记代办" }).waitFor();
	await clerk.dismiss(first);
	assertQuiet(first);
	await first.context().close();
});

/** 更多 → 代办登记 → 为下级单位登记 → the unit. */
async function substitutes(page, unit) {
	await page.getByRole("button", { name: "更多" }).click();
	await page.locator(".dropdown-menu.show").getByText("代办登记").click();
	await clerk.dialog(page).getByRole("button", { name: "为下级单位登记" }).click();
	const search = clerk.dialog(page).locator('[data-fieldname="unit"] input');
	await search.click();
	await search.fill(unit);
	await clerk.dialog(page).locator(".awesomplete li", { hasText: unit }).first().click();
	await clerk.dialog(page).locator('[data-fieldname="absent"] option').first().waitFor({ state: "attached" });
}

test("what they typed is text wherever an administrator looks", async () => {
	const page = await newPage();
	page.expected.push(/socket\.io/);
	await logIn(page, ADMINISTRATOR);
	for (const [doctype, sign] of [
		["Stage Opinion", "opinion"], ["Correction", "reason"], ["Approval Task", "reason"],
		["Clerk Substitute", "reason"], ["Approval Batch", "opinion"],
	]) {
		const name = await page.evaluate(
			([of, field]) => frappe.db.get_list(of, { filters: { [field]: ["like", "%<img%"] }, limit: 1 }).then((rows) => rows[0].name),
			[doctype, sign]
		);
		const address = `/app/${doctype.toLowerCase().replace(" ", "-")}`;
		await page.goto(`${address}/${name}`);
		const value = page.locator(`.form-page:visible [data-fieldname="${sign}"] .like-disabled-input`);
		await value.filter({ hasText: clerk.HOSTILE }).waitFor();
		assertQuiet(page);
		// its list opens with what waits, and no other way
		if (doctype === "Approval Task") continue;
		await page.goto(`${address}/view/report?${sign}=${encodeURIComponent('["like","%<img%"]')}`);
		await page.locator(".dt-row:visible").first().waitFor();
		await page.evaluate((fieldname) => cur_list.add_column_to_datatable(fieldname, cur_list.doctype, 2), sign);
		await page.locator(".dt-cell__content:visible", { hasText: clerk.HOSTILE }).first().waitFor();
		assertQuiet(page);
	}
	await page.context().close();
});
