/** What a person without a mouse, or with a thumb, meets on a page. */
import assert from "node:assert/strict";

/** Press Tab until an element has the focus. */
export async function reachByTab(page, selector, most = 80) {
	for (let presses = 0; presses < most; presses += 1) {
		await page.keyboard.press("Tab");
		if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
	}
	assert.fail(`${selector} was not reached in ${most} presses of Tab`);
}

/** Walk the whole page by Tab: what was never reached, where nothing showed the focus, and what was covered then. */
export async function tabStops(page) {
	await page.evaluate(() => {
		const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
		const usable = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
		window.waiting = new Set([...document.querySelectorAll(wanted)].filter(usable));
		window.unmarked = [];
		window.covered = [];
		document.body.tabIndex = -1;
		document.body.focus();
	});
	for (let presses = 0; presses < 400; presses += 1) {
		await page.keyboard.press("Tab");
		const left = await page.evaluate(() => {
			const now = document.activeElement;
			if (now !== document.body) {
				const style = getComputedStyle(now);
				const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
				if (!outline && window.waiting.has(now)) window.unmarked.push(now.outerHTML.slice(0, 120));
				const box = now.getBoundingClientRect();
				const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
				if (window.waiting.has(now) && !(top && (now.contains(top) || top.contains(now)))) window.covered.push(now.outerHTML.slice(0, 120));
			}
			window.waiting.delete(now);
			return window.waiting.size;
		});
		if (!left) break;
	}
	return page.evaluate(() => ({
		unreached: [...window.waiting].map((element) => element.outerHTML.slice(0, 120)),
		unmarked: window.unmarked,
		covered: window.covered,
	}));
}

/** Controls lower or narrower than 44 px; a link inside a line of text may be as high as its line. */
export function untouchable(page) {
	return page.evaluate(() => {
		const LEAST = 43.5;
		const controls = "button, summary, select, textarea, a.button, .menu a, .bag-list a, input:not([type=hidden])";
		const area = (element) => {
			const label = element.matches("[type=checkbox], [type=radio]") && element.closest("label, .check-line, .notice");
			return (label || element).getBoundingClientRect();
		};
		const open = document.querySelector("dialog[open]");
		return [...(open || document).querySelectorAll(controls)]
			.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest(".sr-only"))
			.map((element) => [element, area(element)])
			.filter(([, box]) => box.width && (box.height < LEAST || box.width < LEAST))
			.map(([element, box]) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 110)}`);
	});
}
