// Builds the bundles of every app: <app>/public/**/*.bundle.{js,ts,css,scss} -> sites/assets/<app>/dist/{js,css}.
// node build.mjs [--production] [--watch] [--apps a,b]; lies in apps/frappe, where `bench build` calls it.
import fs from "node:fs";
import path from "node:path";
import { createClient } from "@redis/client";
import * as esbuild from "esbuild";
import { components } from "./components.mjs";
import { manifest } from "./manifest.mjs";
import { apps as allApps, bench, nodePaths, styles } from "./styles.mjs";
import { templates } from "./templates.mjs";

const has = (name) => process.argv.includes(`--${name}`);
const valueOf = (name) => (has(name) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : "");
const assets = path.join(bench, "sites/assets");
const production = has("production");
const chosen = valueOf("apps").split(",").filter(Boolean);
const apps = chosen.length ? chosen : allApps;

const options = {
	bundle: true,
	minify: production,
	nodePaths,
	external: ["/assets/*", "/files/*"],
	loader: { ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".png": "dataurl", ".svg": "dataurl" },
	logLevel: "warning",
	target: "es2019", // older browsers of Chinese offices: Chromium 78 and up
};

function entriesOf(app) {
	const root = path.join(bench, "apps", app, app, "public");
	const files = fs.existsSync(root) ? fs.readdirSync(root, { recursive: true }) : [];
	return files.flatMap((file) => {
		const match = !/(^|\/)(dist|node_modules)\//.test(file) && /([^/]+\.bundle)\.(js|ts|css|scss)$/.exec(file);
		if (!match) return [];
		const kind = match[2].endsWith("css") ? "css" : "js";
		return [{ in: path.join(root, file), out: `${app}/dist/${kind}/${match[1]}` }];
	});
}

// A running site keeps assets.json in redis; where none runs there is nothing to forget.
async function forgetManifest() {
	const config = path.join(bench, "sites/common_site_config.json");
	if (!fs.existsSync(config)) return;
	const { redis_cache: url } = JSON.parse(fs.readFileSync(config, "utf8"));
	const redis = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 1000 } });
	redis.on("error", () => {});
	try {
		await redis.connect();
		await redis.del("assets_json");
		await redis.close();
	} catch {}
}

const context = await esbuild.context({
	...options,
	entryPoints: apps.flatMap(entriesOf),
	outdir: assets,
	entryNames: "[dir]/[name].[hash]",
	assetNames: "[name].[hash]",
	sourcemap: production ? false : "linked",
	metafile: true,
	define: {
		"process.env.NODE_ENV": JSON.stringify(production ? "production" : "development"),
		__VUE_OPTIONS_API__: "true",
		__VUE_PROD_DEVTOOLS__: "false",
		__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
	},
	plugins: [
		templates,
		styles,
		components(options, production),
		manifest({ assets, apps, partial: chosen.length > 0, afterwards: forgetManifest }),
	],
});
if (has("watch")) await context.watch();
else {
	await context.rebuild();
	await context.dispose();
}
