/** Opinions are written and signed: a phrase on a narrow screen, two stages at once under a stored picture. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertQuiet, close, eventually, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { strokes } from "./lib/files.mjs";

const HOSPITAL = "测试壬";
const SAVE = "**/zhicheng.api.review.save_opinion";
const OPINION = '.zc-box [data-fieldname="opinion"] textarea';
let application;

after(close);

test("a phrase, a narrow screen: the hospital passes its own", async () => {
	const phone = await clerk.deskAs("州医院经办", { width: 390, height: 844, phone: true, wanted: clerk.TO_DO });
	await phone.locator(".list-row", { hasText: HOSPITAL }).first().waitFor();
	await shot(phone, "desk-todo");
	const waiting = await phone.evaluate(() =>
		frappe.db.get_list("Approval Task", { filters: { status: "待处理" }, fields: ["application", "applicant_name"] })
	);
	application = waiting.find((row) => row.applicant_name === HOSPITAL).application;
	await clerk.openCase(phone, application);
	await goesWhileItComes(phone);
	await phone.locator(".zc-box .zc-phrase").first().click();
	await phone.locator(".modal.show .zc-text").first().click();
	await phone.locator(".modal.show").waitFor({ state: "detached" });
	await eventually(async () => assert.ok(await phone.locator(OPINION).first().inputValue()));
	await shot(phone, "desk-case-acting");
	await clerk.fillOpinions(phone);
	await keepsTheLastWords(phone);
	await givesNothingUnsaved(phone);
	await keepsWhatIsLeft(phone);
	await clerk.pass(phone);
	await leavesNothingBehind(phone);
	assertQuiet(phone);
});

/** A window that is told to go while it still slides in goes; wanted again meanwhile, it stays. */
async function goesWhileItComes(page) {
	const ends = (acts) =>
		page.evaluate((all) => {
			const dialog = new frappe.ui.Dialog({ title: "来去之间" });
			const came = new Promise((resolve) => dialog.$wrapper.one("shown.bs.modal", () => setTimeout(resolve)));
			const gone = new Promise((resolve) => dialog.$wrapper.one("hidden.bs.modal", () => resolve("gone")));
			all.forEach((act) => dialog[act]());
			const stays = came.then(() => dialog.$wrapper.hasClass("show") && (dialog.hide(), "stays"));
			return Promise.race([stays.then((word) => word || gone), gone]);
		}, acts);
	assert.equal(await ends(["show", "hide"]), "gone");
	assert.equal(await ends(["show", "hide", "show"]), "stays");
	await page.locator(".modal.show").waitFor({ state: "detached" });
}

/** The line holds the first of two savings back: what was typed last arrives last. */
async function keepsTheLastWords(page) {
	const arrived = [];
	let sent = 0;
	await page.route(SAVE, async (route) => {
		sent += 1;
		if (sent === 1) await sleep(1000);
		arrived.push(Object.values(route.request().postDataJSON().values).pop().opinion);
		await route.continue();
	});
	const words = ["先写的意见。", "后写的意见。"];
	for (const one of words) {
		await page.locator(OPINION).last().fill(one);
		await page.keyboard.press("Alt+s");
	}
	await eventually(() => assert.deepEqual(arrived, words));
	await page.unroute(SAVE);
}

const drafts = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("zhicheng:opinion:")));

/** He leaves the case by a link while the server does not answer: what he wrote is offered when he opens it again. */
async function keepsWhatIsLeft(page) {
	const text = `断网时写的意见。${clerk.HOSTILE}`;
	await page.route(SAVE, (route) => route.abort());
	await page.locator(OPINION).last().fill(text);
	await page.getByRole("button", { name: "返回待办业务" }).click();
	await page.locator(".desk-alert", { hasText: "已留在本机" }).waitFor();
	assert.equal((await drafts(page)).length, 1);
	await page.unroute(SAVE);
	await page.goBack();
	const note = page.locator(".zc-left-opinion", { hasText: text });
	await note.waitFor();
	await shot(page, "desk-left-opinion");
	assert.notEqual(await page.locator(OPINION).last().inputValue(), text, "offered, not put in");

	// something else is written and saved before he answers: it is offered again
	await page.waitForTimeout(600);
	await page.locator('.zc-box [data-fieldname="leader_name"] input').last().fill("另一位负责人");
	await page.locator(".zc-status", { hasText: "意见已保存" }).waitFor();
	await page.reload();
	await note.waitFor();
	await note.getByRole("button", { name: "恢复到意见栏" }).click();
	await note.waitFor({ state: "detached" });
	assert.equal(await page.locator(OPINION).last().inputValue(), text);
	await page.locator(".zc-status", { hasText: "意见已保存" }).waitFor();
	assert.deepEqual(await drafts(page), []);
}

/** Neither one's own opinions, which one's own log-out takes along, nor those of who was here before. */
async function leavesNothingBehind(page) {
	const keys = await page.evaluate(() => {
		const keep = (user) => localStorage.setItem(`zhicheng:opinion:${user}:x:U`, JSON.stringify({ values: {}, at: Date.now() }));
		["somebody@else", frappe.session.user].forEach(keep);
		$(document).trigger("app_ready");
		return Object.keys(localStorage).filter((key) => key.startsWith("zhicheng:opinion:"));
	});
	assert.equal(keys.length, 1);
	await page.evaluate(() => frappe.app.logout());
	await page.waitForURL(/\/login/);
	assert.deepEqual(await drafts(page), []);
}

/** An earlier draft lies on the server, what is shown now cannot get there: it is not given in its place. */
async function givesNothingUnsaved(page) {
	await page.locator(".zc-status", { hasText: "意见已保存" }).waitFor();
	page.expected.push(/save_opinion/);
	await page.route(SAVE, (route) => route.abort());
	await page.locator(OPINION).last().fill("改过的意见。");
	await page.locator(".zc-bar").getByRole("button", { name: "同意通过", exact: true }).click();
	await page.locator(".modal.show", { hasText: "意见没有保存，还不能办理" }).waitFor();
	await clerk.dismiss(page);
	await page.unroute(SAVE);
}

test("the same clerk's two stages on one screen, signed with a stored picture, confirmed by name", async () => {
	const first = await clerk.caseAs("州卫健经办", application);
	await first.locator(".zc-second-tick input").check();
	const boxes = first.locator(".zc-box");
	await boxes.nth(1).waitFor();
	await clerk.fillOpinions(first);
	await boxes.first().getByRole("button", { name: "签字图片" }).click();
	await clerk.dialog(first).getByLabel("签字人姓名").fill("测试主任");
	await clerk.dialog(first).getByLabel("选择签字图片").setInputFiles(await strokes(first));
	await clerk.dialog(first).getByRole("button", { name: "上传", exact: true }).dblclick();
	const stored = first.locator(".modal.show .zc-signature-row", { hasText: "测试主任" });
	await stored.locator("img").waitFor();
	await shot(first, "desk-signatures");
	await stored.getByRole("button", { name: "使用" }).click();
	await boxes.first().locator(".zc-signature-place img").waitFor();
	await first.locator(".modal.show").waitFor({ state: "detached" });
	await shot(first, "desk-two-stages");
	// twice, as one does when nothing seems to happen: one window opens
	for (const key of ["Alt+k", "Alt+k"]) await first.keyboard.press(key);
	await clerk.dialog(first).waitFor();
	assert.match(await clerk.dialog(first).textContent(), /各有一份意见和一条记录/);
	await clerk.dialog(first).locator('[data-fieldname="confirm"] input').fill("州卫健经办");
	await shot(first, "desk-two-stages-confirm");
	await clerk.confirm(first, "先后同意");
	const note = first.locator(".zc-note--done", { hasText: "已先后办理两个环节" });
	await note.waitFor();
	await first.locator(".zc-given .zc-signature").waitFor();
	assert.equal(await first.locator(".modal.show").count(), 0);
	const rows = (await clerk.path(first)).match(/州卫健经办/g);
	assert.ok(rows.length >= 2, "a record for each stage");
	assertQuiet(first);
	await first.context().close();
});
