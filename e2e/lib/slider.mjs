/** The slider as a person does it: look where the piece fits, then drag it there. */
import assert from "node:assert/strict";

/** Where the piece fits, by comparing it with the darkened picture; in the picture's own pixels. */
export async function lookForGap(page) {
	await page.waitForFunction(() => {
		const shown = ["slide-background", "slide-piece"].map((id) => document.getElementById(id));
		return shown.every((image) => image.src && image.complete && image.naturalWidth);
	});
	return page.evaluate(() => {
		const pixels = (id) => {
			const image = document.getElementById(id);
			const canvas = document.createElement("canvas");
			canvas.width = image.naturalWidth;
			canvas.height = image.naturalHeight;
			const pen = canvas.getContext("2d");
			pen.drawImage(image, 0, 0);
			return pen.getImageData(0, 0, canvas.width, canvas.height);
		};
		const scene = pixels("slide-background");
		const piece = pixels("slide-piece");
		const top = Math.round((parseFloat(document.getElementById("slide-piece").style.top) / 100) * scene.height);
		const dark = 120 / 255;
		const shade = [20, 26, 34];
		const unlike = (left) => {
			let sum = 0;
			for (let y = 0; y < piece.height; y += 2) {
				for (let x = 0; x < piece.width; x += 2) {
					const at = (y * piece.width + x) * 4;
					if (piece.data[at + 3] < 255 || piece.data[at] + piece.data[at + 1] + piece.data[at + 2] === 765) continue;
					const there = ((y + top) * scene.width + x + left) * 4;
					for (let part = 0; part < 3; part += 1) {
						const expected = piece.data[at + part] * (1 - dark) + shade[part] * dark;
						sum += Math.abs(expected - scene.data[there + part]);
					}
				}
			}
			return sum;
		};
		let best = 0;
		for (let left = 1; left <= scene.width - piece.width; left += 1) if (unlike(left) < unlike(best)) best = left;
		return best;
	});
}

/** By mouse, or by finger on a phone: press the handle, move in steps, let go. */
export async function dragToGap(page, { aside = 0 } = {}) {
	const gap = (await lookForGap(page)) + aside;
	const track = await page.locator("#slide").boundingBox();
	const stage = await page.locator("#slide-stage").boundingBox();
	const handle = stage.width * (56 / 320);
	const from = { x: track.x + handle / 2, y: track.y + track.height / 2 };
	const way = (gap / 320) * track.width;
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(from.x + way / 2, from.y + 3, { steps: 6 });
	await page.mouse.move(from.x + way, from.y - 2, { steps: 6 });
	const value = Number(await page.locator("#slide").inputValue());
	assert.ok(Math.abs(value - gap) <= 3, `the handle stands at ${value}, the gap at ${gap}`);
	await page.mouse.up();
}

/** By the keyboard alone: the arrow keys, then Enter. */
export async function moveToGap(page) {
	const gap = await lookForGap(page);
	await page.locator("#slide").focus();
	let value = 0;
	while (value < gap) {
		// PageUp goes in larger steps, the arrows one by one
		await page.keyboard.press(gap - value > 40 ? "PageUp" : "ArrowRight");
		value = Number(await page.locator("#slide").inputValue());
	}
	while (value > gap) {
		await page.keyboard.press("ArrowLeft");
		value -= 1;
	}
	await page.keyboard.press("Enter");
}
