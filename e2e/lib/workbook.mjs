/** The cells of an exported workbook, as its file holds them: the parts of the ZIP, and the texts and numbers of its sheet. */
import { inflateRawSync } from "node:zlib";

const ENTRY = 0x02014b50;
const END = 0x06054b50;
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @returns {Map<string, Buffer>} the parts by their names, from the directory at the end of the file */
export function parts(file) {
	let end = file.length - 22;
	while (file.readUInt32LE(end) !== END) end -= 1;
	const found = new Map();
	let at = file.readUInt32LE(end + 16);
	for (let left = file.readUInt16LE(end + 10); left; left -= 1) {
		if (file.readUInt32LE(at) !== ENTRY) throw new Error("no directory of a ZIP");
		const [name, more, comment] = [28, 30, 32].map((place) => file.readUInt16LE(at + place));
		const start = file.readUInt32LE(at + 42);
		const content = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
		const packed = file.subarray(content, content + file.readUInt32LE(at + 20));
		const title = file.toString("utf8", at + 46, at + 46 + name);
		found.set(title, file.readUInt16LE(at + 10) ? inflateRawSync(packed) : packed);
		at += 46 + name + more + comment;
	}
	return found;
}

/** @returns {string[][]} the rows of the first sheet, each cell as text, an empty one as "", a row that is not there as [] */
export function rows(file) {
	const book = parts(file);
	const shared = [...texts(book.get("xl/sharedStrings.xml"), "si")].map(([, , inner]) => plain(inner));
	const found = [];
	for (const [, number, inner] of texts(book.get("xl/worksheets/sheet1.xml"), "row")) {
		const row = [];
		for (const [, letters, attributes, value] of inner.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
			const text = plain(value || "");
			row[column(letters)] = attributes.includes('t="s"') ? shared[Number(text)] : text;
		}
		found[Number(number.match(/r="(\d+)"/)[1]) - 1] = Array.from(row, (text) => text || "");
	}
	return Array.from(found, (row) => row || []);
}

function texts(part, tag) {
	return part ? part.toString("utf8").matchAll(new RegExp(`<${tag}( [^>]*)?>(.*?)</${tag}>`, "gs")) : [];
}

function plain(xml) {
	return xml.replace(/<[^>]*>/g, "").replace(/&(\w+);/g, (_whole, name) => SIGNS[name]);
}

function column(letters) {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
