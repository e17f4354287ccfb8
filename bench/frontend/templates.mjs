// esbuild plugin: import "./card.html" defines frappe.templates.card.
import fs from "node:fs";
import path from "node:path";

export const templates = {
	name: "html",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, ({ path: file }) => {
			const html = fs.readFileSync(file, "utf8").replace(/\s+/g, " ").replace(/<!--.*?-->/g, "");
			const name = path.basename(file, ".html");
			return { contents: `frappe.templates[${JSON.stringify(name)}] = ${JSON.stringify(html)};`, loader: "js" };
		});
	},
};
