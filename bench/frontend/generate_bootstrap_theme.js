// What Frappe's Website Theme calls: node generate_bootstrap_theme.js OUTPUT_FILE SCSS_TEXT
const fs = require("node:fs");
const sass = require("sass");

const [, , output, text] = process.argv;
import("./styles.mjs").then(({ sassOptions }) => {
	const { css } = sass.compileString(text.replaceAll("\\n", "\n"), { ...sassOptions, style: "compressed" });
	fs.writeFileSync(output, css);
});
