/** Older Chinese browsers (Chromium 78 and up): ES2019 in our sources and in the bundles, nothing younger in portal and log-in. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";
import { parse } from "acorn";
import { BASE } from "./lib/browser.mjs";

const APP = path.resolve(import.meta.dirname || path.dirname(new URL(import.meta.url).pathname), "../zhicheng");
/** What applicants' browsers run; Desk needs the browsers that Frappe itself needs. */
const PORTAL = /public\/(js|css)\/(portal|account|shared)|public\/css\/dossier/;
/** Younger than Chromium 78, by the version that brought it. */
const YOUNG_SCRIPT = {
	80: /\.allSettled\(/,
	85: /\.replaceAll\(|Promise\.any\(|\bWeakRef\b/,
	86: /\.replaceChildren\(/,
	92: /\.at\(|randomUUID/,
	93: /Object\.hasOwn\(/,
	97: /\.findLast(Index)?\(/,
	98: /structuredClone\(/,
	102: /\.inert\b|"inert"/,
	103: /AbortSignal\.timeout/,
	105: /\.checkVisibility\(/,
	110: /\.to(Sorted|Reversed|Spliced)\(/,
	114: /popover/i,
};
const YOUNG_STYLE = {
	87: /^\s*inset(-(block|inline))?\s*:/m,
	88: /aspect-ratio\s*:|:(is|where)\(/,
	99: /@layer\b/,
	105: /:has\(|@container\b/,
	108: /\d(d|s|l)vh\b/,
	111: /color-mix\(/,
	112: /^\s*&/m,
};

/** A line of its own for each: the site may close one that waits. */
const get = (url) => fetch(BASE + url, { headers: { connection: "close" } });

function filesOf(folder, ending) {
	return fs
		.readdirSync(folder, { recursive: true })
		.filter((file) => file.endsWith(ending) && !/(^|\/)(dist|node_modules)\//.test(file))
		.map((file) => path.join(folder, file));
}

/** `case` after `case` of the file where the pattern stands, comments left out. */
function younger(file, table) {
	const text = fs.readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
	return Object.entries(table)
		.filter(([, pattern]) => pattern.test(text))
		.map(([version, pattern]) => `${path.relative(APP, file)}: ${text.match(pattern)[0].trim()} (Chromium ${version})`);
}

function fault(name, text, sourceType) {
	try {
		parse(text, { ecmaVersion: 2019, sourceType, allowReturnOutsideFunction: true });
		return [];
	} catch (error) {
		return [`${name}: ${error.message}`];
	}
}

test("our source is ES2019", () => {
	const files = filesOf(APP, ".js");
	assert.ok(files.length > 40);
	const module = (file) => (/public\/js/.test(file) ? "module" : "script");
	assert.deepEqual(
		files.flatMap((file) => fault(path.relative(APP, file), fs.readFileSync(file, "utf8"), module(file))),
		[]
	);
});

test("portal and log-in call nothing and style by nothing that Chromium 78 lacks", () => {
	const of = (ending, table) => filesOf(APP, ending).filter((file) => PORTAL.test(file)).flatMap((file) => younger(file, table));
	assert.deepEqual([...of(".js", YOUNG_SCRIPT), ...of(".css", YOUNG_STYLE)], []);
});

test("the bundles that the site sends are ES2019", async () => {
	const manifest = await (await get("/assets/assets.json")).json();
	const bundles = Object.values(manifest).filter((url) => /zhicheng.*\.js$/.test(url));
	assert.ok(bundles.length >= 3, `bundles of the app: ${bundles}`);
	const found = [];
	for (const url of bundles) found.push(...fault(url, await (await get(url)).text(), "script"));
	assert.deepEqual(found, []);
});

test("our own script and style for an applicant stay below 60 KB gzipped", async () => {
	const manifest = await (await get("/assets/assets.json")).json();
	const forApplicants = /^(portal|zhicheng_(?!desk|base)\w+)\.bundle\.(js|css)$/;
	const urls = Object.entries(manifest).filter(([name]) => forApplicants.test(name)).map(([, url]) => url);
	const texts = [];
	for (const url of urls) texts.push(Buffer.from(await (await get(url)).arrayBuffer()));
	const size = texts.reduce((sum, text) => sum + zlib.gzipSync(text).length, 0);
	assert.ok(urls.length >= 9, `bundles of portal and log-in: ${urls}`);
	assert.ok(size <= 60_000, `${size} bytes`);
});
