/** WCAG 2.2 AA on every page of the applicant: axe-core at two widths, and the keyboard alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { graveFindings } from "./lib/axe.mjs";
import { assertFits, close, newPage } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { reachByTab, tabStops, untouchable } from "./lib/keyboard.mjs";
import { ADMINISTRATOR, logIn, PASSWORD, PEOPLE } from "./lib/people.mjs";
import { codeOf } from "./lib/totp.mjs";

const SIZES = [
	{ width: 1280, height: 900 },
	{ width: 390, height: 844, phone: true },
];
/** One whose case was returned, one with a draft. */
const RETURNED = "测试癸";
const DRAFTING = "测试甲";
/** One whose role is asked for a second factor while its pages are looked at. */
const [ASKED, ASKED_ROLE] = ["州人社经办", "市(州)人社局经办人员(职称)"];
const pages = new Map();

before(async () => {
	for (const person of [DRAFTING, RETURNED]) {
		const page = await newPage(SIZES[0]);
		await logIn(page, person);
		pages.set(person, [page]);
		const state = await page.context().storageState();
		const phone = await newPage(SIZES[1]);
		await phone.context().addCookies(state.cookies);
		pages.get(person).push(phone);
	}
});

after(close);

/** Visit an address at both widths, do what else is told, and note what axe and a thumb find. */
async function visit(person, name, address, more = async () => {}) {
	const found = [];
	for (const page of pages.get(person)) {
		await page.goto(address);
		await more(page);
		found.push(...(await look(page, name)));
	}
	return found;
}

async function look(page, name) {
	const width = page.viewportSize().width;
	const found = await graveFindings(page);
	if (width < 480) found.push(...(await untouchable(page)).map((control) => `too small for a finger: ${control}`));
	await assertFits(page, name);
	return found.map((finding) => `${name} at ${width} px: ${finding}`);
}

async function hrefOf(person, address, selector) {
	const [page] = pages.get(person);
	await page.goto(address);
	return page.locator(selector).first().getAttribute("href");
}

const draftAddress = () => hrefOf(DRAFTING, "/portal/applications?level=senior", ".row-actions a.button--main");

async function openBox(page, button, box) {
	await page.locator(button).first().click();
	await page.locator(`${box}[open]`).waitFor();
}

test("pages before the log-in", async () => {
	const found = [];
	for (const size of SIZES) {
		const page = await newPage(size);
		for (const name of ["login", "help", "privacy", "verify"]) {
			await page.goto(`/${name}`);
			found.push(...(await look(page, name)));
		}
		await page.goto("/login");
		await page.evaluate(() => document.getElementById("slider").showModal());
		found.push(...(await look(page, "slider")));
		await page.context().close();
	}
	assert.deepEqual(found, []);
});

test("lists, notices, password", async () => {
	const notice = await hrefOf(RETURNED, "/portal/notices?level=senior", ".notice-title");
	const addresses = {
		home: "/portal",
		todo: "/portal/todo",
		done: "/portal/done",
		senior: "/portal/applications?level=senior",
		middle: "/portal/applications?level=middle",
		junior: "/portal/applications?level=junior",
		messages: "/portal/messages",
		notices: "/portal/notices?level=senior",
		notice,
		"no-notice": "/portal/notice?name=none",
		password: "/change-password",
		"own-logins": "/my-logins",
	};
	const found = [];
	for (const [name, address] of Object.entries(addresses)) found.push(...(await visit(RETURNED, name, address)));
	assert.deepEqual(found, []);
});

test("the dossier, section by section", async () => {
	const [page] = pages.get(DRAFTING);
	await page.goto(await draftAddress());
	const sections = await page.locator(".bag-list a").evaluateAll((links) => links.map((link) => link.href));
	assert.equal(sections.length, 13);
	const found = [];
	for (const address of sections) found.push(...(await visit(DRAFTING, new URL(address).searchParams.get("section"), address)));
	const education = sections.find((address) => address.includes("education"));
	const openGrid = (place) => place.locator('[data-act="grid"]').click();
	found.push(...(await visit(DRAFTING, "grid", education, openGrid)));
	found.push(...(await visit(DRAFTING, "check", sections[0], (place) => openBox(place, '[data-act="check"]', "#checked"))));
	assert.deepEqual(found, []);
});

test("a case under way: detail, progress, questions", async () => {
	const progress = await hrefOf(RETURNED, "/portal/todo", ".row-actions a.button--main");
	const found = await visit(RETURNED, "progress", progress);
	found.push(...(await visit(RETURNED, "detail", progress.replace("progress", "detail"))));
	found.push(...(await visit(RETURNED, "readers", progress.replace("progress", "readers"))));
	found.push(...(await visit(RETURNED, "help-box", "/portal", (page) => openBox(page, '[data-open="help"]', "#help"))));
	found.push(...(await visit(RETURNED, "delete-box", progress, (page) => openBox(page, '[data-act="delete_process"]', "#ask"))));
	assert.deepEqual(found, []);
});

/** Which roles must give a code; the settings' own form stays out of it. */
function demand(admin, roles) {
	return admin.evaluate(async (names) => {
		const doc = await frappe.db.get_doc("Zhicheng Settings");
		doc.second_factor_roles = names.map((role) => ({ role }));
		await frappe.xcall("frappe.client.save", { doc });
	}, roles);
}

async function forgetFactor(admin) {
	await admin.evaluate(async (member_name) => {
		const [{ name: member }] = await frappe.db.get_list("Unit Member", { filters: { member_name } });
		const { second_factor } = await frappe.xcall("zhicheng.api.members.allowed", { member });
		if (second_factor) await frappe.xcall("zhicheng.api.members.reset_second_factor", { member });
	}, ASKED);
}

/** From the password to the page that asks for the code. */
async function askForCode(page) {
	await page.goto("/login");
	await page.getByLabel("登录名").fill(PEOPLE[ASKED]);
	await page.locator("#pwd").fill(PASSWORD);
	await page.keyboard.press("Enter");
	await page.waitForURL(/second-factor/);
	await page.waitForFunction(() => document.activeElement.id === "code");
}

/** Type a code where the focus stands, and send it. */
async function give(page, code) {
	await page.keyboard.type(code);
	await page.keyboard.press("Enter");
}

async function lookAtFactor(size) {
	const found = [];
	let page = await newPage(size);
	const note = async (name) => {
		const { unreached, unmarked, covered } = await tabStops(page);
		found.push(...(await look(page, name)), ...[...unreached, ...unmarked, ...covered].map((element) => `${name} by Tab: ${element}`));
		await page.evaluate(() => document.body.removeAttribute("tabindex"));
	};
	await askForCode(page);
	await page.locator("#enrol-part summary").click();
	await note("enrol");
	await page.locator("#code").focus();
	await give(page, "000000");
	await page.getByRole("alert").filter({ hasText: "动态口令不正确" }).waitFor();
	await note("wrong-code");
	await page.locator("#code").focus();
	await give(page, codeOf(await page.locator("#secret").textContent()));
	await page.locator("#recovery-part").waitFor();
	const [recovery] = await page.locator("#codes li").allTextContents();
	await note("recovery-codes");
	await reachByTab(page, "#kept");
	await page.keyboard.press("Space");
	await reachByTab(page, "#go-on");
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/app/);
	// as from another place: the log-in before stays, to be ended
	page = await newPage(size);
	await askForCode(page);
	await note("code");
	await page.locator("#code").focus();
	await give(page, recovery);
	await page.waitForURL(/\/app/);
	await page.goto("/my-logins");
	await page.getByText("还有9个恢复码没有用过").waitFor();
	await note("my-logins");
	const others = await page.locator("[data-end]").count();
	await reachByTab(page, "[data-end]");
	await page.keyboard.press("Enter");
	await page.getByRole("status").filter({ hasText: /./ }).waitFor();
	await page.waitForFunction((count) => document.querySelectorAll("[data-end]").length === count, others - 1);
	await note("my-logins-ended");
	return found;
}

test("the second factor and one's own log-ins", async (t) => {
	const admin = await clerk.deskAs(ADMINISTRATOR);
	const found = [];
	t.after(async () => {
		await demand(admin, []);
		await forgetFactor(admin);
	});
	await demand(admin, [ASKED_ROLE]);
	for (const size of SIZES) {
		found.push(...(await lookAtFactor(size)));
		await forgetFactor(admin);
	}
	assert.deepEqual(found, []);
});

test("the keyboard reaches everything, sees where it is, and gets out again", async () => {
	const [page] = pages.get(DRAFTING);
	await page.goto(await draftAddress());

	const { unreached, unmarked, covered } = await tabStops(page);
	assert.deepEqual(unreached, [], "cannot be reached by Tab");
	assert.deepEqual(unmarked, [], "nothing shows that the keyboard is here");
	assert.deepEqual(covered, [], "something lies over it");

	await page.goto("/portal");
	await page.keyboard.press("Tab");
	assert.equal(await page.evaluate(() => document.activeElement.className), "skip-link");
	await page.keyboard.press("Enter");
	assert.equal(await page.evaluate(() => document.activeElement.id), "main");

	await reachByTab(page, '[data-open="help"]');
	await page.keyboard.press("Enter");
	await page.locator("#help[open]").waitFor();
	await page.keyboard.press("Escape");
	await page.locator("#help[open]").waitFor({ state: "detached" });
	assert.equal(await page.evaluate(() => document.activeElement.dataset.open), "help", "the focus comes back");

	await reachByTab(page, ".user-menu summary");
	await page.keyboard.press("Enter");
	await reachByTab(page, ".user-menu-list [data-logout]");
	await page.keyboard.press("Escape");
	assert.equal(await page.locator(".user-menu[open]").count(), 0, "Escape shuts the menu");
});

test("at four times the size nothing is lost", async () => {
	// 1280 px at 400 % leaves 320 CSS pixels (WCAG 1.4.10); assertFits measures that nothing hangs out
	const [, page] = pages.get(DRAFTING);
	await page.setViewportSize({ width: 320, height: 640 });
	await page.goto(await draftAddress());
	for (const address of ["/portal", "/portal/notices?level=senior"]) {
		await page.goto(address);
		await assertFits(page, address);
	}
});
