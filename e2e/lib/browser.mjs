/** One Chromium for a spec; every page fails the test on a console error, an uncaught error or a failed request. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

export const BASE = process.env.ZHICHENG_URL || "http://127.0.0.1:8000";
const SHOTS = process.env.ZHICHENG_SHOTS || path.join(import.meta.dirname || ".", "..", "shots");
/** So many milliseconds at most an answer of the server is held back, each differently: finds what counts on an order. */
const SHAKE = Number(process.env.ZHICHENG_SHAKE || 0);
const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
const QUIET = [
	"--no-sandbox",
	"--disable-gpu",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--lang=zh-CN",
];

let browser;

export async function open() {
	browser = browser || (await chromium.launch({ executablePath: CHROMIUM, args: QUIET, env: { ...process.env, LANGUAGE: "zh_CN" } }));
	return browser;
}

export async function close() {
	if (browser) await browser.close();
	browser = undefined;
}

/** A page of its own session. `faults` collects what must not happen; `expected` takes refusals that a test provokes. */
export async function newPage({ width = 1280, height = 900, phone = false, storageState } = {}) {
	const context = await (await open()).newContext({
		viewport: { width, height },
		locale: "zh-CN",
		timezoneId: "Asia/Shanghai",
		baseURL: BASE,
		isMobile: phone,
		hasTouch: phone,
		storageState,
	});
	if (SHAKE) await context.route("**/api/**", late);
	const page = await context.newPage();
	page.setDefaultTimeout(60000);
	page.faults = [];
	page.expected = [];
	const fault = (text) => page.expected.some((pattern) => pattern.test(text)) || page.faults.push(text);
	page.on("console", (message) => message.type() === "error" && fault(`console: ${message.text()} ${message.location().url}`));
	page.on("pageerror", (error) => fault(`error: ${error.message}`));
	page.on("requestfailed", (request) => {
		// a navigation or a closed dialog cancels what was still loading: nothing failed
		if (request.failure().errorText !== "net::ERR_ABORTED") fault(`failed: ${request.url()} ${request.failure().errorText}`);
	});
	page.on("response", (response) => response.status() >= 400 && fault(`${response.status()}: ${response.url()}`));
	return page;
}

async function late(route) {
	await sleep(Math.random() * SHAKE);
	// the page that asked may be gone by now
	await route.continue().catch(() => {});
}

/** What is shown comes to be so: the same assertion again and again, until it holds or the patience ends. */
export async function eventually(assertion, patience = 20000) {
	const end = Date.now() + patience;
	for (;;) {
		try {
			return await assertion();
		} catch (fault) {
			if (Date.now() > end) throw fault;
			await sleep(50);
		}
	}
}

/** Press what leads to another page, and wait for that page with its scripts: before they came, its buttons hear nothing. */
export async function follow(page, link) {
	await Promise.all([page.waitForEvent("load"), link.click()]);
}

/** Nothing went wrong on the page so far. */
export function assertQuiet(page) {
	assert.deepEqual(page.faults, [], "console errors or failed requests");
}

/** Nothing hangs out at the right. */
export async function assertFits(page, name) {
	const width = page.viewportSize().width;
	// what slides in from the side stands out until it has come
	await eventually(async () => {
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= width, `${name}: the page is ${wide} px wide in a window of ${width} px`);
	}, 5000);
}

/** Keep a picture of the whole page, or of the window that lies over it, and see that nothing hangs out at the right. */
export async function shot(page, name) {
	fs.mkdirSync(SHOTS, { recursive: true });
	const width = page.viewportSize().width;
	await assertFits(page, name);
	const covered = await page.locator(".modal.show, dialog[open]").count();
	await page.screenshot({ path: path.join(SHOTS, `${name}-${width}.png`), fullPage: !covered });
}
