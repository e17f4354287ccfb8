/**
 * What the portal costs on a thin line: bytes as sent and first paint at 400 kbit/s with 400 ms delay, next to stock Frappe.
 *
 *   ZHICHENG_URL=http://127.0.0.1:8000 node benchmarks/portal_weight.mjs [JSON file]
 *
 * needs a running site with the demo world (script/server) and the npm packages of e2e/. Every number of one run comes
 * from the same server and browser; the comparison is Frappe's own web page and Desk of that very site.
 */
import fs from "node:fs";
import zlib from "node:zlib";
import { BASE, close, newPage } from "../e2e/lib/browser.mjs";
import { logIn } from "../e2e/lib/people.mjs";

const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const LIMITS = { own: 60, first: 450, next: 30 };
const PERSON = "测试甲";
const CLERK = "卫生院经办";
const kb = (bytes) => Math.round(bytes / 102.4) / 10;

/** A page that counts what comes over the wire, heads included. */
async function counting(cookies = [], { slow = false } = {}) {
	const page = await newPage();
	await page.context().addCookies(cookies);
	const wire = await page.context().newCDPSession(page);
	const count = { bytes: 0, requests: 0 };
	await wire.send("Network.enable");
	if (slow) await wire.send("Network.emulateNetworkConditions", LINE);
	wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
		count.bytes += encodedDataLength;
		count.requests += encodedDataLength ? 1 : 0;
	});
	return { page, count };
}

async function weigh({ page, count }, address) {
	Object.assign(count, { bytes: 0, requests: 0 });
	await page.goto(address, { waitUntil: "load" });
	// what is fetched after the page stands; Desk keeps a line open, which is never idle
	await page.waitForTimeout(1500);
	return { kb: kb(count.bytes), requests: count.requests };
}

async function firstPaint(cookies, address) {
	const times = [];
	for (let run = 0; run < 3; run += 1) {
		const { page } = await counting(cookies, { slow: true });
		await page.goto(address, { waitUntil: "commit", timeout: 180_000 });
		const painted = () => performance.getEntriesByName("first-contentful-paint").length > 0;
		await page.waitForFunction(painted, null, { timeout: 180_000, polling: 100 });
		times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
		await page.context().close();
	}
	return Math.round(times.sort((a, b) => a - b)[1]) / 1000;
}

/** Our own scripts and styles that a page loads, gzipped. */
async function own(cookies, address) {
	const { page } = await counting(cookies);
	await page.goto(address, { waitUntil: "load" });
	const urls = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
	await page.context().close();
	let bytes = 0;
	for (const url of urls.filter((each) => /\/assets\/zhicheng\/.*\.(js|css)(\?|$)/.test(each))) {
		bytes += zlib.gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
	}
	return kb(bytes);
}

async function cookiesOf(person) {
	const page = await newPage();
	await logIn(page, person);
	const cookies = await page.context().cookies();
	return { page, cookies };
}

const { page: guide, cookies } = await cookiesOf(PERSON);
const { cookies: clerk } = await cookiesOf(CLERK);
await guide.goto("/portal/applications?level=senior");
const dossier = await guide.locator('a[href*="/portal/dossier"]').first().getAttribute("href");
const sections = ["cover_page", "basic_info", "education", "work", "achievement_after", "assessment", "self_summary"];
const result = { at: BASE, line: "400 kbit/s, 400 ms", own: {}, first: {}, next: {}, firstPaint: {} };

result.own["log-in"] = await own([], "/login");
result.own.dossier = await own(cookies, dossier);

for (const [name, [who, address]] of Object.entries({
	"log-in": [[], "/login"],
	home: [cookies, "/portal"],
	dossier: [cookies, dossier],
	"Frappe's own web page": [[], "/no-such-page"],
	"Frappe's Desk": [clerk, "/app/user-profile"],
})) {
	const place = await counting(who);
	result.first[name] = await weigh(place, address);
	await place.page.context().close();
	result.firstPaint[name] = await firstPaint(who, address);
}

const walk = await counting(cookies);
await weigh(walk, "/portal");
for (const address of [
	"/portal/applications?level=senior",
	"/portal/notices?level=senior",
	...sections.map((section) => `${dossier}&section=${section}`),
	dossier.replace("dossier", "progress"),
	dossier.replace("dossier", "detail"),
]) {
	result.next[address.replace(/name=[^&]*&?/, "")] = await weigh(walk, address);
}
await close();

const most = (rows) => Math.max(...Object.values(rows).map((row) => row.kb));
const ours = ["log-in", "home", "dossier"].map((name) => result.first[name].kb);
result.kept = {
	own: result.own["log-in"] + result.own.dossier <= LIMITS.own,
	first: Math.max(...ours) <= LIMITS.first,
	next: most(result.next) <= LIMITS.next,
};
console.log(JSON.stringify(result, null, "\t"));
if (process.argv[2]) fs.writeFileSync(process.argv[2], JSON.stringify(result));
process.exitCode = Object.values(result.kept).every(Boolean) ? 0 : 1;
