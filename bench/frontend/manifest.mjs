// esbuild plugin: writes sites/assets/assets.json and assets-rtl.json (bundle name -> URL of its hashed file), makes the
// right-to-left copy of each style sheet, and removes what earlier builds left.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import rtlcss from "rtlcss";

const HASHED = /\.[A-Z0-9]{8}\.(js|css)$/;

function writeRightToLeft(file) {
	const css = rtlcss.process(fs.readFileSync(file, "utf8"));
	const hash = createHash("sha256").update(css).digest("hex").slice(0, 8).toUpperCase();
	const name = path.basename(file).replace(HASHED, "");
	const target = path.join(path.dirname(path.dirname(file)), "css-rtl", `${name}.${hash}.css`);
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.writeFileSync(target, css);
	return { key: `rtl_${name}.css`, target };
}

function removeOthers(folders, written) {
	for (const folder of folders)
		for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
			const file = path.join(folder, name);
			if (!written.has(file) && !written.has(file.replace(/\.map$/, ""))) fs.rmSync(file);
		}
}

function merge(file, table, keepOld) {
	const old = keepOld && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
	fs.writeFileSync(file, JSON.stringify({ ...old, ...table }, null, 1));
}

export function manifest({ assets, apps, partial, afterwards }) {
	function write({ metafile, errors }) {
		if (errors.length) return;
		const url = (file) => `/assets/${path.relative(assets, file)}`;
		const names = {};
		const rightToLeft = {};
		const written = new Set();
		for (const file of Object.keys(metafile.outputs).map((output) => path.resolve(output))) {
			written.add(file);
			if (file.endsWith(".map")) continue;
			names[path.basename(file).replace(HASHED, ".$1")] = url(file);
			if (!file.endsWith(".css")) continue;
			const { key, target } = writeRightToLeft(file);
			rightToLeft[key] = url(target);
			written.add(target);
		}
		merge(path.join(assets, "assets.json"), names, partial);
		merge(path.join(assets, "assets-rtl.json"), rightToLeft, partial);
		removeOthers(apps.flatMap((app) => ["js", "css", "css-rtl"].map((kind) => path.join(assets, app, "dist", kind))), written);
		console.log(`${Object.keys(names).length} bundles`);
		return afterwards();
	}

	return { name: "manifest", setup: (build) => build.onEnd(write) };
}
