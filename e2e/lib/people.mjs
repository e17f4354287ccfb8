/** The demo world's people (fictional, see the README's log-ins) and the way in. */
import assert from "node:assert/strict";
import { dragToGap } from "./slider.mjs";

export const PASSWORD = process.env.ZHICHENG_PASSWORD || "Zc@2026demo";

export const PEOPLE = {
	测试卯: "510000198811030366",
	测试寅: "510000198008090351",
	测试甲: "51000019850312001X",
	测试丙: "510000199001250038",
	资级经办: "510000199306180122",
	测试癸: "510000198112060320",
	测试壬: "510000198207250311",
	测试辛: "510000198302140305",
	测试丁: "510000198811170043",
	测试子: "510000198501170339",
	测试丑: "510000198404280341",
	农科所经办: "51000019830620023X",
	农发集团经办: "510000198509230244",
	农业厅经办: "510000197810290137",
	海风经办: "510000199504050118",
	州医院经办: "510000198601260171",
	卫生院经办: "510000199112030089",
	马市卫健经办: "510000198309300076",
	马市人社经办: "510000198105070184",
	州卫健经办: "510000198707010090",
	州人社经办: "510000197704030200",
	卫健厅经办: "510000197901150228",
	省厅经办: "510000197605200059",
};

/** The account of a trial bench, by its login name; it is let in from this machine alone. */
export const ADMINISTRATOR = "Administrator";
const ADMINISTRATOR_PASSWORD = process.env.ZHICHENG_ADMINISTRATOR_PASSWORD || "admin";

/** Log in through the form, as a person does; who came for a page of Desk is led on to it. */
export async function logIn(page, name, site = "", wanted = "") {
	await page.goto(`${site}/login${wanted && `?redirect-to=${encodeURIComponent(wanted)}`}`);
	await page.getByLabel("登录名").fill(PEOPLE[name] || name);
	await page.locator("#pwd").fill(name === ADMINISTRATOR ? ADMINISTRATOR_PASSWORD : PASSWORD);
	await page.getByRole("button", { name: "登录", exact: true }).click();
	await passSteps(page);
	assert.ok(!page.url().includes("/login"));
}

/** The slider and the privacy notice, where the site asks for them. */
async function passSteps(page) {
	const slider = page.locator("#slider[open]");
	const agree = page.getByRole("button", { name: "同意", exact: true });
	for (let step = 0; step < 3; step += 1) {
		await Promise.race([slider.waitFor(), agree.waitFor(), page.waitForURL(/\/(portal|app)/)]);
		if (/\/(portal|app)/.test(page.url())) return;
		if (await slider.isVisible()) {
			await dragToGap(page);
			await slider.waitFor({ state: "hidden" });
		} else {
			await agree.click();
			// until the answer leads on, the notice still stands there
			await page.waitForURL((address) => address.pathname !== "/privacy");
		}
	}
	await page.waitForURL(/\/(portal|app)/);
}

/** In the box over a page whose session has ended. */
export async function logInAgain(page, name) {
	const frame = await (await page.locator(".login-frame").elementHandle()).contentFrame();
	// by the page's own script: pressed before it came, the form would go its own way
	await frame.waitForURL(/\/login/);
	await frame.getByLabel("登录名").fill(PEOPLE[name]);
	await frame.locator("#pwd").fill(PASSWORD);
	await frame.getByRole("button", { name: "登录", exact: true }).click();
	const gone = page.locator(".box--login").waitFor({ state: "detached" });
	const slider = frame.locator("#slider[open]");
	await Promise.race([gone, slider.waitFor().catch(() => {})]);
	if (await page.locator(".box--login").count()) {
		await dragToGap({
			locator: (selector) => frame.locator(selector),
			evaluate: (work) => frame.evaluate(work),
			waitForFunction: (work) => frame.waitForFunction(work),
			mouse: page.mouse,
		});
	}
	await gone;
}

export async function logOut(page) {
	await page.locator(".user-menu summary").click();
	await page.getByRole("button", { name: "退出" }).click();
	await page.waitForURL(/\/login/);
}
