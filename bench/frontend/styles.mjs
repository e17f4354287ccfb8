// Where things are on the bench, and how style sheets compile; shared by build.mjs and generate_bootstrap_theme.js.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as sass from "sass";

export const bench = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const apps = fs.readFileSync(path.join(bench, "sites/apps.txt"), "utf8").split(/\s+/).filter(Boolean);
const modules = apps.map((app) => path.join(bench, "apps", app, "node_modules")).filter(fs.existsSync);
// Style sheets name files of an app ("frappe/public/css/x.css") and of a package ("~package/x", "package/x").
export const nodePaths = [...modules, ...apps.map((app) => path.join(bench, "apps", app))];

function findPackageFile(url) {
	if (!url.startsWith("~")) return null;
	const name = url.slice(1);
	const folder = modules.find((candidate) => fs.existsSync(path.join(candidate, name.split("/")[0])));
	return folder ? pathToFileURL(path.join(folder, name)) : null;
}

export const sassOptions = {
	loadPaths: nodePaths,
	importers: [{ findFileUrl: findPackageFile }],
	logger: sass.Logger.silent, // Frappe's and Bootstrap 4's own sheets use what Sass now calls deprecated
};

export const styles = {
	name: "scss",
	setup(build) {
		build.onLoad({ filter: /\.s[ac]ss$/ }, async ({ path: file }) => {
			const { css, loadedUrls } = await sass.compileAsync(file, sassOptions);
			const watchFiles = loadedUrls.map((url) => fileURLToPath(url));
			return { contents: css, loader: "css", resolveDir: path.dirname(file), watchFiles };
		});
	},
};
