/** WCAG 2.2 AA by axe-core on the page as it stands. */
import fs from "node:fs";
import { createRequire } from "node:module";

const SOURCE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const GRAVE = ["serious", "critical"];

/** Serious and critical findings, a line each. */
export async function graveFindings(page) {
	// not as a script element: the pages' own policy would refuse it
	if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(SOURCE);
	const violations = await page.evaluate(async (tags) => {
		// what is fading in has not its own colour yet
		await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
		return (await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations;
	}, TAGS);
	return violations
		.filter((found) => GRAVE.includes(found.impact))
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none).map((check) => check.message).join(" ")}`));
}
