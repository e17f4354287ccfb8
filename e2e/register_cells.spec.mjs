/** The register's cells: Frappe draws what a formatter gives as HTML, so every text goes in escaped. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const SOURCE = new URL("../zhicheng/public/js/desk/register.js", import.meta.url);
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

async function formatter() {
	const escape_html = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
	const get_form_link = (_doctype, name) => `/app/title-application/${encodeURIComponent(name)}`;
	const frappe = { provide: () => {}, utils: { escape_html, get_form_link } };
	const zhicheng = { desk: {} };
	const body = (await readFile(SOURCE, "utf8")).replace(/^import .*$/gm, "");
	new Function("frappe", "zhicheng", body)(frappe, zhicheng);
	return zhicheng.desk.register("高级").formatter;
}

test("whatever was typed is text in every cell", async () => {
	const draw = await formatter();
	for (const fieldname of ["applicant_name", "speciality", "school", "unit_name"]) {
		for (const typed of ["<img src=x onerror=alert(1)>", "R&D <AI>", "a<b && c>d"]) {
			const cell = draw(typed, [], { fieldname }, { name: "ZC1" }, (value) => value);
			assert.ok(!cell.replace(/^<a href="[^"<>]*">|<\/a>$/g, "").includes("<"), cell);
		}
	}
	assert.equal(draw(7, [], { fieldname: "number" }, { name: "ZC1" }, (value) => value), 7);
});
