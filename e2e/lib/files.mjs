/** Files that a person would upload: a photograph, a scan, and some that must be refused. */

/** A real JPEG of the given size, drawn by the browser. */
export async function photo(page, name = "照片.jpg", text = "照片") {
	const data = await page.evaluate((words) => {
		const canvas = document.createElement("canvas");
		canvas.width = 295;
		canvas.height = 413;
		const context = canvas.getContext("2d");
		context.fillStyle = "#dfe7f1";
		context.fillRect(0, 0, 295, 413);
		context.fillStyle = "#1c3d63";
		context.font = "28px sans-serif";
		context.fillText(words, 40, 200);
		return canvas.toDataURL("image/jpeg").split(",")[1];
	}, text);
	return { name, mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

/** A signature: dark strokes on nothing, a PNG drawn by the browser. */
export async function strokes(page, name = "签字.png") {
	const data = await page.evaluate(() => {
		const canvas = document.createElement("canvas");
		canvas.width = 300;
		canvas.height = 100;
		const context = canvas.getContext("2d");
		context.lineWidth = 5;
		context.strokeStyle = "#14143c";
		context.moveTo(20, 80);
		context.bezierCurveTo(90, -40, 120, 150, 180, 30);
		context.lineTo(280, 60);
		context.stroke();
		return canvas.toDataURL("image/png").split(",")[1];
	});
	return { name, mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

/** A PNG of noise of about so many megabytes: large enough to travel in parts. */
export async function noise(page, name, megabytes) {
	const side = Math.round(Math.sqrt((megabytes * 1024 * 1024) / 3));
	const data = await page.evaluate((size) => {
		const canvas = document.createElement("canvas");
		canvas.width = canvas.height = size;
		const context = canvas.getContext("2d");
		const image = context.createImageData(size, size);
		for (let i = 0; i < image.data.length; i += 1) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
		context.putImageData(image, 0, 0);
		return canvas.toDataURL("image/png").split(",")[1];
	}, side);
	return { name, mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

/** A small PDF with one page and a line of text. */
export function scan(name = "证明.pdf", text = "scan") {
	const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
	const objects = [
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	];
	let body = "%PDF-1.4\n";
	const places = objects.map((object, index) => {
		const place = body.length;
		body += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const start = body.length;
	const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
	body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
	body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return { name, mimeType: "application/pdf", buffer: Buffer.from(body, "latin1") };
}

/** A program that only calls itself a PDF. */
export const disguised = { name: "证明.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\x00this is no pdf") };
