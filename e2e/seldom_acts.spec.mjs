/** What a clerk does seldom: 催办, 延期, 撤回同意, and the office's own phrases. 转办 and 代办 are pressed by desk.spec.mjs,
 * 先后同意 by signing.spec.mjs. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, close, eventually, follow, newPage, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { setDeadline, setSetting } from "./lib/administrator.mjs";
import { submit } from "./lib/applicant.mjs";
import { answer } from "./lib/dossier.mjs";
import { ADMINISTRATOR, logIn } from "./lib/people.mjs";

const PERSON = "测试丑";
const [OWN, UPPER, BUREAU] = ["农科所经办", "农业厅经办", "省厅经办"];
const [OWN_UNIT, UPPER_UNIT] = ["四川省示范农业科学研究所（测试）", "四川省农业农村厅"];
const PHRASE = `任职年限和业绩均符合条件，同意推荐。${clerk.HOSTILE}`;
const UNTIL = clerk.day(2);
const TODAY = /今天 \d\d:\d\d 已催办/;
let administrator;
let restore = [];
let own;
let application;

before(async () => {
	administrator = await newPage();
	administrator.expected.push(/socket\.io/);
	await logIn(administrator, ADMINISTRATOR);
	restore.push(await setSetting(administrator, "recall_own_approval", 1));
});

after(async () => {
	for (const undo of restore.reverse()) await undo();
	await close();
});

const bar = (page, label) => page.locator(".zc-bar").getByRole("button", { name: label, exact: true });

/** 待办业务 → 业务办理 → 撤回: what was rejected is open to be changed. */
async function takeUpAgain(page) {
	await page.goto("/portal/todo");
	await follow(page, page.getByRole("link", { name: "业务办理" }).first());
	await page.getByRole("button", { name: "撤回", exact: true }).click();
	await answer(page, "撤回");
	await page.waitForURL(/\/portal\/dossier/);
}

test("the applicant urges his unit, once a day: the second press says when", async () => {
	const phone = await newPage({ width: 390, height: 844, phone: true });
	await logIn(phone, PERSON);
	await takeUpAgain(phone);
	application = new URL(phone.url()).searchParams.get("name");
	await submit(phone);
	const second = await phone.context().newPage();
	await second.goto(phone.url());
	// a page behind another one is not drawn
	await phone.bringToFront();
	await phone.getByRole("button", { name: "催办" }).click();
	await phone.locator("#ask[open]").waitFor();
	await phone.locator("#ask-text", { hasText: `将提醒“${OWN_UNIT}”` }).waitFor();
	await shot(phone, "seldom-portal-urge");
	await answer(phone, "催办");
	await phone.locator("dialog[open]", { hasText: `已催办“${OWN_UNIT}”` }).waitFor();
	await phone.getByRole("button", { name: "知道了" }).click();
	await phone.locator(".actions", { hasText: "今天已催办" }).waitFor();

	// a window opened before still offers it
	phone.expected.push(/desk_work\.remind|status of 417/);
	await second.bringToFront();
	await second.getByRole("button", { name: "催办" }).click();
	await answer(second, "催办");
	await second.locator("dialog[open]", { hasText: TODAY }).waitFor();
	await second.reload();
	await second.locator("[data-reminded]", { hasText: TODAY }).waitFor();
	assert.equal(await second.getByRole("button", { name: "催办" }).count(), 0);
	await shot(second, "seldom-portal-urged");
	assertQuiet(phone);
	await phone.context().close();
});

test("a unit above urges as well, and is told so instead of the unit's clerk", async () => {
	const upper = await clerk.caseAs(UPPER, application);
	const second = await upper.context().newPage();
	await second.goto(upper.url());
	await clerk.caseShown(second);
	// by the keyboard alone: it is asked first, and Enter on the button that has the focus says yes
	await bar(upper, "催办").press("Enter");
	await clerk.dialog(upper).locator(".zc-line", { hasText: `将提醒“${OWN_UNIT}”办理“所在单位审核”的经办人员（${OWN}` }).waitFor();
	await clerk.dialog(upper).locator(".btn-modal-primary:focus").waitFor();
	await shot(upper, "seldom-urge-asked");
	await upper.keyboard.press("Enter");
	await upper.locator(".zc-note--done", { hasText: `已催办“${OWN_UNIT}”` }).waitFor();
	await upper.reload();
	await upper.locator(".zc-note", { hasText: TODAY }).waitFor();
	assert.equal(await bar(upper, "催办").count(), 0);
	assert.equal(await upper.locator(".zc-note", { hasText: "请尽快办理" }).count(), 0);
	await bar(second, "催办").click();
	await clerk.confirm(second, "催办");
	await clerk.dialog(second).locator(".zc-fault", { hasText: TODAY }).waitFor();
	await second.close();
	await shot(upper, "seldom-urged-above");
	await upper.getByRole("button", { name: "审批过程" }).click();
	assert.match(await clerk.dialog(upper).locator(".zc-path-notes").textContent(), /申报人测试丑催办[\s\S]*上级单位农业厅经办催办/);
	assertQuiet(upper);
	await upper.context().close();
});

test("the unit sees that it was urged; its clerk keeps a phrase and takes it in", async () => {
	own = await clerk.deskAs(OWN);
	await own.goto("/app/approval-task?status=待处理");
	const row = own.locator(".list-row", { hasText: PERSON });
	const pill = row.locator(".indicator-pill").first();
	await eventually(async () => assert.equal(await pill.getAttribute("title"), "待处理，被催办（点击只看这一类）"));
	await row.getByRole("button", { name: "业务办理" }).click();
	await clerk.caseShown(own);
	await own.locator(".zc-note", { hasText: "被催办，请尽快办理" }).waitFor();
	await own.locator(".zc-box .zc-phrase").first().click();
	await clerk.dialog(own).getByRole("button", { name: "维护本单位常用意见" }).click();
	const texts = own.locator('.modal.show [data-fieldname="texts"] textarea');
	await texts.fill(`${PHRASE}\n\n${PHRASE}\n同意上报。`);
	await shot(own, "seldom-phrases-kept");
	await clerk.confirm(own, "保存");
	await own.locator(".desk-alert", { hasText: "共2条" }).waitFor();
	await own.locator(".modal.show").waitFor({ state: "detached" });
	await own.locator(".zc-box .zc-phrase").first().click();
	const phrase = clerk.dialog(own).getByRole("button", { name: PHRASE, exact: true });
	await phrase.waitFor();
	await shot(own, "seldom-phrases");
	await phrase.click();
	await own.locator(".modal.show").waitFor({ state: "detached" });
	const opinion = own.locator('.zc-box [data-fieldname="opinion"] textarea').first();
	await eventually(async () => assert.equal(await opinion.inputValue(), PHRASE));
	assertQuiet(own);
});

test("an approval is taken back before the next unit acted, corrected and given again", async () => {
	restore.push(await setDeadline(administrator, application, "省级部门审核", `${UNTIL} 18:00:00`));
	await clerk.pass(own);
	await clerk.press(own, "撤回同意");
	await clerk.dialog(own).locator('[data-fieldname="reason"] textarea').fill(`公示结果写错。${clerk.HOSTILE}`);
	await shot(own, "seldom-take-back");
	await clerk.confirm(own, "撤回同意");
	const note = own.locator(".zc-note--done", { hasText: "撤回同意" });
	await note.waitFor();
	assert.equal(await note.textContent(), `已办理“撤回同意”，申报回到${OWN_UNIT}（所在单位审核），原来的意见可以修改。`);
	const opinion = own.locator('.zc-box [data-fieldname="opinion"] textarea').first();
	await eventually(async () => assert.equal(await opinion.inputValue(), clerk.OPINION));
	await shot(own, "seldom-taken-back");
	await clerk.pass(own);
	assert.match(await clerk.path(own), /同意通过[\s\S]*撤回同意[\s\S]*公示结果写错。R&D <img[\s\S]*同意通过/);
	assertQuiet(own);
	await own.context().close();
});

test("the bureau above moves a deadline, with a reason that the path shows", async () => {
	const bureau = await clerk.caseAs(BUREAU, application);
	await bureau.locator(".zc-note", { hasText: `本环节 ${UNTIL} 18:00 截止，还有2天` }).waitFor();
	await clerk.press(bureau, "延期");
	const until = clerk.dialog(bureau).locator('[data-fieldname="until"] input');
	const extendTo = async (day) => {
		await until.fill(day);
		await until.press("Tab");
		await clerk.confirm(bureau, "延期");
	};
	await clerk.dialog(bureau).locator('[data-fieldname="reason"] textarea').fill(`材料多，公示未满。${clerk.HOSTILE}`);
	bureau.expected.push(/desk_work\.extend|status of 417/);
	await extendTo(clerk.day(1));
	await clerk.dialog(bureau).locator(".zc-fault", { hasText: `不能早于今天，并须晚于原截止时间（${UNTIL} 18:00）` }).waitFor();
	await shot(bureau, "seldom-extend");
	await extendTo(clerk.day(6));
	await bureau.locator(".zc-note--done", { hasText: `“省级部门审核”已延期到${clerk.day(6)} 23:59。` }).waitFor();
	await bureau.getByRole("button", { name: "审批过程" }).click();
	await bureau.locator(".zc-path-notes", { hasText: `延期到 ${clerk.day(6)} 23:59，理由：材料多，公示未满。R&D <img` }).waitFor();
	await shot(bureau, "seldom-path");
	assertQuiet(bureau);
	await bureau.context().close();

	const upper = await clerk.caseAs(UPPER, application);
	await upper.locator(".zc-note", { hasText: `本环节 ${clerk.day(6)} 23:59 截止，还有6天` }).waitFor();
	assertQuiet(upper);
	await upper.context().close();
});
