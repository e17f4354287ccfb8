/** What a clerk does in Desk, in the manual's words (chapter 5.1). */
import assert from "node:assert/strict";
import { logIn } from "./people.mjs";
import { eventually, newPage } from "./browser.mjs";

/** Stands in what a clerk types: text wherever it is shown; run as HTML, it would be an error of the page's console. */
export const HOSTILE = "R&D <img src=x onerror=\"console.error('run')\">";
export const OPINION = `经审核，材料真实齐全，符合申报条件，同意上报。${HOSTILE}`;
/** Who acts for which unit of the demo world. */
export const CLERKS = {
	"马尔康镇卫生院（测试）": "卫生院经办",
	"马尔康市卫健委（测试）": "马市卫健经办",
	马尔康市人力资源和社会保障局: "马市人社经办",
	阿坝藏族羌族自治州卫生健康委员会: "州卫健经办",
	阿坝州人力资源和社会保障局: "州人社经办",
	"四川省卫生健康委员会（测试）": "卫健厅经办",
	四川省人力资源和社会保障厅: "省厅经办",
	四川省农业农村厅: "农业厅经办",
};

const sessions = new Map();

/** A page of this clerk's, who logs in once per spec; from then on his page comes with his session, empty or where he is wanted. */
export async function deskAs(name, { wanted = "", ...size } = {}) {
	const page = await newPage({ ...size, storageState: sessions.get(name) });
	// a plain test server has no socket server beside it
	if (process.env.ZHICHENG_NO_SOCKET) page.expected.push(/socket\.io/);
	if (sessions.has(name)) {
		if (wanted) await page.goto(wanted);
		return page;
	}
	await logIn(page, name, "", wanted);
	sessions.set(name, await page.context().storageState());
	return page;
}

export const HOME = "/app/clerk-home";
export const TO_DO = "/app/approval-task?status=待处理";
export const caseOf = (application) => `/app/title-application/${application}`;

/** The same before a case: Desk is loaded once, not at its own first page and there again. */
export async function caseAs(name, application, size = {}) {
	const page = await deskAs(name, { ...size, wanted: caseOf(application) });
	await caseShown(page);
	return page;
}

/** 首页: both counts are there. */
export async function openHome(page) {
	await page.goto(HOME);
	await homeShown(page);
}

/** The numbers come one by one, in any order: each is asked for by its label. */
export async function homeShown(page) {
	for (const label of ["待办业务", "已办业务"]) await card(page, label).waitFor();
	for (const label of ["进入待办业务", "进入已办业务"]) await shortcut(page, label).locator(".indicator-pill").waitFor();
}

export async function count(page, label) {
	return Number(await card(page, label).textContent());
}

const card = (page, label) => page.locator(".number-widget-box").filter({ hasText: label }).locator(".number");
const shortcut = (page, label) => page.locator(".shortcut-widget-box").filter({ hasText: label });

/** 首页 → 待办业务 → 业务办理 of the applicant's row. */
export async function openFromToDo(page, applicant) {
	await openHome(page);
	await shortcut(page, "进入待办业务").click();
	const row = page.locator(".list-row", { hasText: applicant });
	await row.first().waitFor();
	await row.first().getByRole("button", { name: "业务办理" }).click();
	await caseShown(page);
}

export async function openCase(page, application) {
	await page.goto(caseOf(application));
	await caseShown(page);
}

export async function caseShown(page) {
	await page.locator(".zc-case .zc-bar").waitFor();
	await page.locator(".zc-dossier").waitFor();
}

export async function fillOpinions(page, { from = day(-12), to = day(-3) } = {}) {
	await page.locator(".zc-box").first().waitFor();
	for (const box of await page.locator(".zc-box").all()) {
		if (await box.locator('[data-fieldname="notice_from"]').count()) {
			await put(box, "notice_from", from);
			await put(box, "notice_to", to);
			await put(box, "notice_result", "无异议");
		}
		await put(box, "opinion", OPINION);
		await put(box, "leader_name", "测试负责人");
		await put(box, "approved_on", day(0));
	}
}

/** As if nobody had written anything yet. */
export async function emptyOpinions(page) {
	await page.locator(".zc-box").first().waitFor();
	for (const box of await page.locator(".zc-box").all()) {
		for (const fieldname of ["opinion", "leader_name", "approved_on"]) await put(box, fieldname, "");
	}
}

async function put(box, fieldname, value) {
	const input = box.locator(`[data-fieldname="${fieldname}"]`).locator("input, textarea").first();
	await input.fill(value);
	await input.blur();
}

/** yyyy-mm-dd, so many days from today in Shanghai. */
export function day(shift) {
	return new Date(Date.now() + (8 + shift * 24) * 3600 * 1000).toISOString().slice(0, 10);
}

export const dialog = (page) => page.locator(".modal.show").last();

export async function press(page, label) {
	await page.locator(".zc-bar").getByRole("button", { name: label, exact: true }).click();
	await dialog(page).waitFor();
}

export async function confirm(page, label) {
	await dialog(page).getByRole("button", { name: label, exact: true }).click();
}

/** Close a window by its cross; while it still slides in, it hears nothing, and a person presses again. */
export async function dismiss(page) {
	const open = page.locator(".modal.show");
	for (let press = 0; press < 5 && (await open.count()); press += 1) {
		await dialog(page).locator(".btn-modal-close").click();
		await open.waitFor({ state: "detached", timeout: 3000 }).catch(() => {});
	}
	assert.equal(await open.count(), 0, "the window closes");
}

/** The path's rows, read from its window. */
export async function path(page) {
	await page.getByRole("button", { name: "审批过程" }).click();
	await dialog(page).locator(".zc-path tbody tr").first().waitFor();
	const text = await dialog(page).locator(".zc-path").textContent();
	await dismiss(page);
	return text;
}

/** The green sentence after this act; that of an earlier one stands there until the case is drawn anew. */
export async function done(page, action) {
	const note = page.locator(".zc-note--done", { hasText: `已办理“${action}”` });
	await note.waitFor();
	return note.textContent();
}

/** 同意通过, 录入评审结果 or the final approval: whatever passes the open stage. */
export async function pass(page) {
	await fillOpinions(page);
	const tally = page.locator(".zc-bar").getByRole("button", { name: "录入评审结果" });
	if (await tally.count()) return passTally(page);
	await press(page, "同意通过");
	const number = dialog(page).locator('[data-fieldname="result_doc_no"] input');
	if (await number.count()) await number.fill("测试职改〔2026〕1号");
	await confirm(page, "同意通过");
	return done(page, "同意通过");
}

export async function passTally(page, [members, present, yes, no] = ["25", "21", "18", "3"]) {
	await press(page, "录入评审结果");
	// the window stands when its first field has the focus; then faster than any clerk: nothing typed may get lost
	await dialog(page).locator('[data-fieldname="members"] input:focus').waitFor();
	for (const value of [members, present, yes, no]) {
		await page.keyboard.type(value);
		await page.keyboard.press("Tab");
	}
	await dialog(page).locator(".zc-outcome").waitFor();
	const held = dialog(page).locator('[data-fieldname="date"] input');
	await held.fill(day(0));
	await held.press("Tab");
	await confirm(page, "确认结果");
	return done(page, "录入评审结果");
}

/** The unit that a sentence after an act names as the next one. */
export function nextClerk(sentence) {
	const unit = Object.keys(CLERKS).find((name) => sentence.includes(`下一步：${name}（`));
	assert.ok(unit, `no clerk known for: ${sentence}`);
	return CLERKS[unit];
}

/** No English word is left on the page once all is there; keys and numbers of applications are none. */
export async function assertChinese(page) {
	await page.waitForLoadState("networkidle");
	await page.waitForFunction(() => !window.frappe || !frappe.request || !frappe.request.ajax_count);
	await eventually(async () => {
		const words = await shownWords(page);
		assert.deepEqual(words.filter((word) => !["Ctrl", "PDF", "Excel"].includes(word)), [], page.url());
	});
}

function shownWords(page) {
	return page.evaluate(() => {
		const seen = (element) => element.checkVisibility() && !element.closest(".tooltip-content, script, style");
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walker.nextNode()) {
			if (seen(walker.currentNode.parentElement)) found.push(...(walker.currentNode.data.match(/[A-Za-z]{3,}/g) || []));
		}
		return found;
	});
}
