/** Proofs as people send them: several at once, over a line that breaks, looked at in place, replaced, taken away, by phone. */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as applicant from "./lib/applicant.mjs";
import { assertQuiet, close, follow, newPage, shot } from "./lib/browser.mjs";
import { answer, openSection, proofOf } from "./lib/dossier.mjs";
import { disguised, noise, photo, scan } from "./lib/files.mjs";
import { logIn } from "./lib/people.mjs";

const PERSON = "测试寅";
let page;
let name;

before(async () => {
	page = await newPage();
	await logIn(page, PERSON);
	await applicant.dropDrafts(page);
	name = await applicant.start(page, "卫生");
	await follow(page, page.getByRole("button", { name: "保存数据" }));
	await page.locator(".bag-item").nth(1).locator("a").waitFor();
	await openSection(page, "基本信息");
});

after(close);

const place = () => proofOf(page, "current_post");
const names = () => place().locator(".proof-name").allTextContents();

async function drop(files) {
	const carried = await page.evaluateHandle((list) => {
		const data = new DataTransfer();
		list.forEach((file) => data.items.add(new File([Uint8Array.from(file.bytes)], file.name, { type: file.mimeType })));
		return data;
	}, files.map((file) => ({ ...file, bytes: [...file.buffer], buffer: undefined })));
	for (const type of ["dragenter", "dragover", "drop"]) await place().dispatchEvent(type, { dataTransfer: carried });
}

test("two dropped files arrive one after the other, a wrong one is judged before it is sent", async () => {
	assert.match(await place().locator(".proof-hint").textContent(), /jpg、png、pdf，每个不超过 \d+ MB/);
	const picture = await photo(page, "聘书.jpg", "聘书");
	await drop([scan("任职文件.pdf", "post"), picture, disguised]);
	await place().locator(".proof-files li").nth(1).waitFor();
	assert.deepEqual(await names(), ["任职文件.pdf", "聘书.jpg"]);
	await place().locator(".sending-state.is-bad", { hasText: "内容不是图片或 PDF" }).waitFor();
	await shot(page, "proofs-dropped");
	await place().getByRole("button", { name: "移除" }).click();
	assertQuiet(page);
});

test("a cut upload waits, goes on where the server stands, and shows how far it is", async () => {
	const large = await noise(page, "扫描件.png", 1.3);
	let parts = 0;
	await page.route(/files\.send_part/, (route) => {
		parts += 1;
		// the second piece is lost on the way, the third one's answer on the way back
		if (parts === 2) return route.abort("connectionreset");
		if (parts === 3) return route.fetch().then(() => route.abort("connectionreset"));
		return route.continue();
	});
	page.expected.push(/ERR_CONNECTION_RESET/);
	const chooser = page.waitForEvent("filechooser");
	await place().locator("[data-upload]").click();
	await (await chooser).setFiles(large);
	await place().locator(".sending-state.is-warn", { hasText: "网络中断，恢复后自动续传" }).waitFor();
	await shot(page, "proofs-cut");
	const bar = place().locator("progress");
	assert.ok((await bar.evaluate((element) => element.value)) > 0);
	await page.locator(".proof-name", { hasText: "扫描件.png" }).waitFor();
	await page.unroute(/files\.send_part/);
	page.expected.pop();
	assert.ok(parts >= 4, `${parts} pieces`);
	assert.equal((await names()).filter((one) => one === "扫描件.png").length, 1);
	assertQuiet(page);
});

test("an upload goes on after the page was closed in between", async () => {
	// the same file on the disk: a browser knows it again by name, size and time
	const large = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "zhicheng-")), "关页前.png");
	fs.writeFileSync(large, (await noise(page, "", 1.3)).buffer);
	await page.route(/files\.send_part/, (route) => (route.request().postData() || "").includes("\r\n0\r\n") ? route.continue() : new Promise(() => {}));
	const choose = async () => {
		const chooser = page.waitForEvent("filechooser");
		await place().locator("[data-upload]").click();
		await (await chooser).setFiles(large);
	};
	// the bar counts what has left the browser; what goes on later is what the server has answered for
	const kept = page.waitForResponse(/files\.send_part/);
	await choose();
	assert.equal((await kept).status(), 200);
	await page.waitForFunction(() => (document.querySelector("progress") || {}).value > 15);
	page.once("dialog", (dialog) => dialog.accept());
	await page.reload();
	await page.unroute(/files\.send_part/);
	assert.equal((await names()).includes("关页前.png"), false);
	const resumed = page.waitForResponse(/files\.resume_upload/);
	await choose();
	assert.ok((await (await resumed).json()).message.offset > 0);
	await page.locator(".proof-name", { hasText: "关页前.png" }).waitFor();
	assertQuiet(page);
});

test("proofs open in place, one after the other", async () => {
	const viewer = page.locator("#viewer[open]");
	await place().locator("li", { hasText: "聘书.jpg" }).getByRole("button", { name: "预览" }).click();
	await viewer.locator("img").waitFor();
	await page.waitForFunction(() => document.querySelector("#viewer img").naturalWidth === 295);
	await shot(page, "proofs-picture");
	await viewer.getByRole("button", { name: "上一个" }).click();
	// a browser without a viewer of its own offers to open or to save
	await viewer.locator("iframe, .viewer-ways").first().waitFor();
	assert.match(await viewer.locator("h2").textContent(), /任职文件\.pdf（1\/4）/);
	await shot(page, "proofs-paper");
	const [saved] = await Promise.all([page.waitForEvent("download"), viewer.getByRole("link", { name: "下载" }).first().click()]);
	assert.equal(saved.suggestedFilename(), "任职文件.pdf");
	await page.keyboard.press("Escape");
	await viewer.waitFor({ state: "detached" });
	assertQuiet(page);
});

test("one is replaced, the same file is pointed out, one is taken away", async () => {
	const chooser = page.waitForEvent("filechooser");
	await place().locator("li", { hasText: "任职文件.pdf" }).locator("[data-replace]").click();
	await (await chooser).setFiles(await photo(page, "聘书副本.jpg", "聘书"));
	await place().locator(".proof-same", { hasText: "聘书.jpg”内容相同" }).waitFor();
	assert.equal((await names())[0], "聘书副本.jpg");
	await shot(page, "proofs-same");
	await place().locator("li", { hasText: "关页前.png" }).locator("[data-cancel]").click();
	await answer(page, "取消上传");
	await page.locator(".proof-state", { hasText: "已取消上传" }).waitFor();
	await page.reload();
	assert.deepEqual(await names(), ["聘书副本.jpg", "聘书.jpg", "扫描件.png"]);
	assertQuiet(page);
});

test("其他附件 takes the name first, and 查看附件 lists everything", async () => {
	await openSection(page, "其他附件");
	await page.getByRole("button", { name: "新增一行" }).click();
	const row = page.locator(".row-card").first();
	await row.locator('[name="attachment_name"]').fill("学时证明");
	const chooser = page.waitForEvent("filechooser");
	await row.locator("[data-upload]").click();
	await (await chooser).setFiles([scan("学时一.pdf", "one"), scan("学时二.pdf", "two")]);
	await row.locator(".proof-files li").nth(1).waitFor();
	await page.goto(`/portal/detail?name=${name}`);
	await page.getByRole("button", { name: "查看附件" }).click();
	const box = page.locator("#all-proofs[open]");
	await box.getByText("学时证明").first().waitFor();
	assert.equal(await box.locator(".proof-name").count(), 5);
	await shot(page, "proofs-all");
	await box.getByText("聘书.jpg", { exact: true }).click();
	await page.locator("#viewer[open] img").waitFor();
	// opened from the page itself, each proof counts once, though the closed list names it as well
	await page.reload();
	await page.locator("[data-preview] a[href*='files.proof']").first().click();
	await page.locator("#viewer-title", { hasText: "（1/5）" }).waitFor();
	assertQuiet(page);
});

test("on a phone a photo is taken, looked at and nothing hangs out", async () => {
	const phone = await newPage({ width: 390, height: 844, phone: true });
	await logIn(phone, PERSON);
	await phone.goto(`/portal/dossier?name=${name}&section=basic_info`);
	const here = phone.locator('[data-proof="current_post"]');
	const chooser = phone.waitForEvent("filechooser");
	await here.getByRole("button", { name: "拍照" }).tap();
	const camera = await chooser;
	assert.equal(await camera.element().getAttribute("capture"), "environment");
	await camera.setFiles(await photo(phone, "手机拍照.jpg", "phone"));
	await here.locator(".proof-name", { hasText: "手机拍照.jpg" }).waitFor();
	await here.scrollIntoViewIfNeeded();
	await shot(phone, "proofs-phone");
	await here.locator("li", { hasText: "手机拍照.jpg" }).getByRole("button", { name: "预览" }).tap();
	await phone.locator("#viewer[open] img").waitFor();
	await shot(phone, "proofs-phone-viewer");
	assertQuiet(phone);
});
