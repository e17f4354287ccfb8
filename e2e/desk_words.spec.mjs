/** A clerk reads Chinese: every page he meets is walked, and what is left in English is listed with its place. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { close } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";

const CLERK = "马市人社经办";
// keys, formats, a system’s name, units and a standard's number, which the manual writes in letters too; the system's own account
const FORMATS = ["PDF", "JPG", "PNG", "Excel", "CSV", "Word", "MB", "KB", "ID", "GB", "Linux"];
const ALLOWED = [...FORMATS, "Ctrl", "Alt", "Shift", "Enter", "Esc", "Administrator"];
/** So long nothing was drawn or asked for: the page stands. A clock that ticks on it must not hold the walk up. */
const [SETTLE, PATIENCE] = [300, 15000];
let page;
const left = new Map();

after(close);

/** Nothing is asked of the server any more, and nothing was drawn for a moment. */
function settled() {
	return page.evaluate(
		([moment, patience]) =>
			new Promise((done) => {
				const begun = Date.now();
				let last = begun;
				const drawn = new MutationObserver(() => (last = Date.now()));
				drawn.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
				const timer = setInterval(() => {
					if (window.frappe && frappe.request && frappe.request.ajax_count) last = Date.now();
					if (Date.now() - last < moment && Date.now() - begun < patience) return;
					drawn.disconnect();
					clearInterval(timer);
					done();
				}, 50);
			}),
		[SETTLE, PATIENCE]
	);
}

/** Words in Latin letters that can be seen, or that a screen reader or the mouse finds. */
async function look(place) {
	await settled();
	const found = await page.evaluate(() => {
		const HIDDEN = "script, style, noscript, .ace_editor, svg, [data-own-name]";
		const seen = (element) => element && element.checkVisibility({ visibilityProperty: true }) && !element.closest(HIDDEN);
		const texts = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const parent = walker.currentNode.parentElement;
			// a menu's letter to press is underlined by itself
			const text = (parent.querySelector(":scope > .alt-underline") ? parent.textContent : walker.currentNode.data).trim();
			if (text && seen(parent)) texts.push(text);
		}
		for (const element of document.querySelectorAll("[placeholder], [title], [data-original-title], [aria-label], [alt]")) {
			if (!seen(element)) continue;
			for (const name of ["placeholder", "title", "data-original-title", "aria-label", "alt"]) {
				if (element.getAttribute(name)) texts.push(element.getAttribute(name));
			}
		}
		return texts;
	});
	const english = found.filter((text) => wordsOf(text).length);
	if (english.length) left.set(place, [...new Set([...(left.get(place) || []), ...english])]);
}

/** What the other walks type, numbers of cases, keys of records, codes, addresses and the names of uploaded files are no words. */
function wordsOf(text) {
	const bare = text
		.replaceAll(clerk.HOSTILE, "")
		.replace(/ZC\d{4}-\d+/g, "")
		.replace(/\S+\.(png|jpe?g|pdf)/g, "")
		.replace(/https?:\S+|\S+@\S+/g, "")
		// the address that was asked for, repeated where it leads nowhere
		.replace(/\b[a-z]+(-[a-z]+)+\b/g, "")
		.replace(/\b(?=[A-Za-z0-9-]*\d)[A-Za-z0-9-]+\b/g, "");
	return (bare.match(/[A-Za-z]{2,}/g) || []).filter((word) => !ALLOWED.includes(word));
}

/** Inside Desk the page stays and its router walks: a full load each time would cost minutes. */
async function visit(address, selector, place = address) {
	const inDesk = address.startsWith("/app/") && (await page.evaluate(() => Boolean(window.frappe && frappe.router)));
	if (inDesk) await page.evaluate((path) => frappe.router.push_state(path), address);
	else await page.goto(address);
	await shown(selector);
	await look(place);
}

/** Pages that were left stay in the document, hidden. */
async function shown(selector) {
	await page.locator(selector).and(page.locator(":visible")).first().waitFor();
}

/** Press something that may not be there on every page, and look at what opens. */
async function open(selector, place) {
	const target = page.locator(selector).and(page.locator(":visible")).first();
	if (!(await target.count())) return false;
	await target.click({ timeout: 5000 }).catch(() => {});
	await look(place);
	return true;
}

/** The name of a record that the clerk may read. */
async function first(doctype) {
	return page.evaluate((name) => frappe.db.get_list(name, { limit: 1 }).then((rows) => rows[0].name), doctype);
}

const LISTED = ".list-row-container .list-row, .no-result";

test("the four workspaces and what hangs in the bar above them", async () => {
	page = await clerk.deskAs(CLERK);
	page.expected.push(/40[34]|FORBIDDEN|NOT FOUND/);
	await visit("/app/clerk-home", ".number-widget-box .number");
	await open(".dropdown-notifications > button, .dropdown-notifications > .notifications-icon", "消息");
	await page.keyboard.press("Escape");
	await open(".dropdown-help > button, .dropdown-help > .nav-link", "帮助");
	await page.keyboard.press("Escape");
	await open(".dropdown-navbar-user > button, .dropdown-navbar-user > .nav-link", "用户菜单");
	await page.keyboard.press("Escape");
	for (const address of ["/app/clerk-statistics", "/app/title-management", "/app/base-data", "/app/expert-center"]) {
		await visit(address, "#page-Workspaces .widget, #page-Workspaces .ce-block");
	}
});

test("lists, with filters and menus open, and with nothing in them", async () => {
	for (const doctype of ["approval-task", "title-application", "unit-member", "unit", "evaluation-notice"]) {
		await visit(`/app/${doctype}/view/list`, LISTED);
		await open(".filter-selector .filter-button", `${doctype}: 筛选`);
		await open(".filter-popover .add-filter", `${doctype}: 筛选`);
		await open(".filter-popover .fieldname-select-area input", `${doctype}: 字段`);
		await page.keyboard.press("Escape");
		await page.keyboard.press("Escape");
		await open(".sort-selector .dropdown-toggle, .sort-selector-button", `${doctype}: 排序`);
		await page.keyboard.press("Escape");
		await open(".menu-btn-group > button", `${doctype}: 菜单`);
		await page.keyboard.press("Escape");
		await open(".list-row-checkbox", `${doctype}: 选中`);
	}
	await visit("/app/approval-task/view/list?status=已处理&action=没有", ".no-result", "空列表");
	await visit("/app/unit/view/tree", ".tree-node, .tree", "单位树");
	await visit("/app/notification-log/view/list", LISTED);
	await visit("/app/approval-task/view/list", LISTED);
	for (const label of ["批量办理记录", "代办登记", "维护常用意见"]) {
		await open(".custom-actions .inner-group-button > button", "待办业务：更多");
		await page.getByRole("link", { name: label, exact: true }).click();
		await page.locator(".modal.show").waitFor();
		await look(`待办业务：${label}`);
		await clerk.dismiss(page);
	}
});

test("the case, its windows, units and people", async () => {
	await clerk.openCase(page, await first("Title Application"));
	await look("申报");
	for (const label of ["审批过程", "流程图", "同意通过", "返回修改", "转办", "更多"]) {
		const button = page.locator(".zc-bar").getByRole("button", { name: label, exact: true }).first();
		if (!(await button.count())) continue;
		await button.click();
		await look(`申报：${label}`);
		if (await page.locator(".modal.show").count()) await clerk.dismiss(page);
	}
	for (const doctype of ["Unit", "Unit Member", "Evaluation Notice"]) {
		const address = `/app/${doctype.toLowerCase().replace(" ", "-")}/${await first(doctype)}`;
		await visit(address, ".form-layout .form-section, .form-page", `${doctype}: 表单`);
		const title = page.locator(".page-head .title-text").and(page.locator(":visible"));
		await page.locator("#navbar-breadcrumbs li:last-child", { hasText: await title.getAttribute("title") }).waitFor();
		await open(".menu-btn-group > button", `${doctype}: 表单菜单`);
		await page.keyboard.press("Escape");
	}
});

test("registers, and pages that there are not or that are not for him", async () => {
	await visit("/app/query-report/Senior Title Register", ".dt-row, .report-wrapper", "一览表");
	await visit("/app/title-application/NONE", ".page-body, .message-page, .msgprint, .modal.show", "没有这份申报");
	await visit("/app/system-settings", ".page-body, .message-page, .msgprint, .modal.show", "没有这一页，或没有权限");
	await visit("/mail-settings", "#choice-form", "邮件提醒");
	await visit("/my-logins", "h1", "我的登录");
	await visit("/help", "h1", "帮助页");
	await visit("/nowhere", "h1", "没有这一页");
});

test("nothing is left in English", () => {
	const report = [...left].map(([place, texts]) => `${place}\n\t${texts.join("\n\t")}`).join("\n");
	assert.equal(report, "");
});
