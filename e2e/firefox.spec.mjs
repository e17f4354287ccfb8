/** One smoke walk in Debian's firefox-esr: log in, open the dossier, type, save, add a proof, see it after a reload. */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { scan } from "./lib/files.mjs";
import { program, startFirefox } from "./lib/firefox.mjs";
import { PASSWORD, PEOPLE } from "./lib/people.mjs";

const skip = program ? false : "firefox-esr is not installed: apt-get install firefox-esr";
const PERSON = "测试甲";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "firefox-proof-"));
let firefox;

before(async () => {
	if (!skip) firefox = await startFirefox();
});

after(async () => {
	if (firefox) await firefox.close();
	fs.rmSync(folder, { recursive: true });
});

test("a person logs in, by the sum instead of the slider", { skip }, async () => {
	await firefox.go("/login");
	await firefox.type("#usr", PEOPLE[PERSON]);
	await firefox.type("#pwd", PASSWORD);
	await firefox.press("button[type=submit]");
	await passSteps();
	assert.match(await firefox.run("return document.querySelector('h1').textContent"), new RegExp(PERSON));
});

/** The question and the privacy notice, where the site asks for them. */
async function passSteps() {
	for (let step = 0; step < 3; step += 1) {
		const place = await firefox.until("the next step", () =>
			firefox.run(`
				if (/^\\/portal/.test(location.pathname) && document.readyState === "complete") return "portal";
				const slider = document.querySelector("#slider[open]");
				if (slider) return "slider";
				const agree = document.querySelector("#privacy-form:not([hidden]) button[type=submit]");
				return agree ? "privacy" : null;`)
		);
		if (place === "portal") return;
		if (place === "privacy") {
			await firefox.press("#privacy-form button[type=submit]");
			await firefox.until("the end of the notice", () => firefox.run("return location.pathname !== '/privacy'"));
		} else await answerSum();
	}
}

async function answerSum() {
	await firefox.press("[data-slider=other]");
	const question = await firefox.until("the question", () =>
		firefox.run("return document.querySelector('#sum-part').hidden ? '' : document.querySelector('#sum-question').textContent")
	);
	const [first, second, third] = question.match(/[一二三四五六七八九十]+/g).map(numberOf);
	await firefox.type("#sum", String(first + second - third));
	await firefox.press("#slider-form button[type=submit]");
	await firefox.until("the end of the question", () => firefox.run("return !document.querySelector('#slider[open]')"));
}

/** 三十五 → 35, 十 → 10. */
function numberOf(words) {
	const digit = (word) => "零一二三四五六七八九".indexOf(word);
	if (!words.includes("十")) return digit(words);
	const [tens, ones] = words.split("十");
	return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}

test("what is typed is saved, a proof is taken", { skip }, async () => {
	await firefox.go("/portal/applications?level=senior");
	const draft = await firefox.run("return document.querySelector('a[href*=\"/portal/dossier\"]').href");
	await firefox.go(`${draft}&section=basic_info`);
	const text = `火狐填写的地址 ${Date.now()}`;
	await firefox.type("#f-address", text);
	await firefox.press("button[data-save=back]");
	await firefox.until("首页", () => firefox.run("return document.querySelector('#section-title').textContent.includes('首页')"));
	await firefox.go(`${draft}&section=basic_info`);
	assert.equal(await firefox.run("return document.querySelector('#f-address').value"), text);

	await firefox.go(`${draft}&section=integrity_pledge`);
	const name = `火狐上传${Date.now()}.pdf`;
	fs.writeFileSync(path.join(folder, name), scan(name, text.slice(-13)).buffer);
	await uploadBy(".proof [data-upload]", path.join(folder, name));
	await firefox.find(".proof-state.is-good");
	await firefox.go(`${draft}&section=integrity_pledge`);
	assert.match(await firefox.run("return document.querySelector('.proof-files').textContent"), new RegExp(name));
	if (process.env.ZHICHENG_SHOTS) await firefox.picture(path.join(process.env.ZHICHENG_SHOTS, "firefox-pledge.png"));
});

/** Press 上传附件 and give the input for files, which never shows, its path. */
async function uploadBy(selector, file) {
	await firefox.run(`
		HTMLInputElement.prototype.click = function () {
			this.id = "chosen-here";
			document.body.append(this);
		};`);
	await firefox.press(selector);
	await firefox.type("#chosen-here", file, { clear: false });
}
