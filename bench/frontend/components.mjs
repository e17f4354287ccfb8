// esbuild plugin for Vue single-file components. Their style goes into the script, as nothing loads a second file.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import * as sfc from "vue/compiler-sfc";
import { bench, sassOptions, styles } from "./styles.mjs";

async function compileStyle(options, file, block, id) {
	let source = block.content;
	if (/s[ac]ss/.test(block.lang)) source = sass.compileString(source, { ...sassOptions, url: pathToFileURL(file) }).css;
	const { code, errors } = await sfc.compileStyleAsync({ source, filename: file, id, scoped: block.scoped });
	if (errors.length) throw errors[0];
	const stdin = { contents: code, loader: "css", resolveDir: path.dirname(file) };
	const result = await esbuild.build({ ...options, stdin, plugins: [styles], write: false }); // inlines its imports
	return result.outputFiles[0].text;
}

function compileScript(descriptor, id, compilerOptions, production) {
	const inlineTemplate = Boolean(descriptor.scriptSetup);
	if (!descriptor.script && !inlineTemplate) return { content: "const component = {}" };
	const templateOptions = { compilerOptions };
	return sfc.compileScript(descriptor, { id, inlineTemplate, isProd: production, genDefaultAs: "component", templateOptions });
}

function compileTemplate(descriptor, file, id, compilerOptions, script) {
	if (descriptor.scriptSetup || !descriptor.template) return "";
	const { code } = sfc.compileTemplate({
		source: descriptor.template.content,
		filename: file,
		id,
		scoped: Boolean(compilerOptions.scopeId),
		compilerOptions: { ...compilerOptions, bindingMetadata: script.bindings },
	});
	return `\n${code.replace("export function render", "function render")}\ncomponent.render = render;`;
}

export function components(options, production) {
	async function load({ path: file }) {
		const { descriptor, errors } = sfc.parse(fs.readFileSync(file, "utf8"), { filename: file });
		if (errors.length) throw errors[0];
		const hash = createHash("sha256").update(path.relative(bench, file)).digest("hex").slice(0, 8);
		const id = `data-v-${hash}`;
		const scoped = descriptor.styles.some((block) => block.scoped);
		const compilerOptions = scoped ? { scopeId: id } : {};
		const script = compileScript(descriptor, id, compilerOptions, production);
		let code = script.content + compileTemplate(descriptor, file, id, compilerOptions, script);
		if (scoped) code += `\ncomponent.__scopeId = ${JSON.stringify(id)};`;
		const css = (await Promise.all(descriptor.styles.map((block) => compileStyle(options, file, block, id)))).join("\n");
		const textContent = JSON.stringify(css);
		if (css.trim()) code += `\ndocument.head.append(Object.assign(document.createElement("style"), { textContent: ${textContent} }));`;
		const loader = script.lang === "ts" ? "ts" : "js";
		return { contents: `${code}\nexport default component;`, loader, resolveDir: path.dirname(file) };
	}

	return { name: "vue", setup: (build) => build.onLoad({ filter: /\.vue$/ }, load) };
}
