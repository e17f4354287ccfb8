/** What can be told of a picked file before a byte of it is sent; the server looks again. */

export const KINDS = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf";
export const PHOTOS = "image/jpeg,image/png";
const ENDINGS = /\.(jpe?g|png|pdf)$/i;
const BEGINNINGS = ["ffd8ff", "89504e470d0a1a0a", "25504446"];
const MEGABYTE = 1024 * 1024;

/** The sentence of a refusal, or nothing. */
export async function fault(file, maxMb) {
	if (/\.hei[cf]$/i.test(file.name)) {
		return `“${file.name}”是 HEIC 照片，审核人员打不开。请在手机“设置—相机—格式”中选“兼容性最佳”重拍，或转成 jpg 后再上传。`;
	}
	if (!ENDINGS.test(file.name)) return `“${file.name}”不是图片或 PDF。请上传 jpg、jpeg、png 或 pdf 文件。`;
	if (!file.size) return `“${file.name}”是空文件（0 字节），请重新选择。`;
	if (file.size > maxMb * MEGABYTE) {
		return `“${file.name}”有 ${(file.size / MEGABYTE).toFixed(1)} MB，超过单个文件 ${maxMb} MB 的上限。请压缩或降低扫描分辨率后再上传。`;
	}
	const start = await beginning(file);
	if (start === null) return `“${file.name}”读不出来，可能已被移动或正被其他程序占用。请重新选择。`;
	if (!BEGINNINGS.some((known) => start.indexOf(known) === 0)) {
		return `“${file.name}”的内容不是图片或 PDF（可能只改了文件名后缀）。请另存为 jpg、png 或 pdf 后再上传。`;
	}
	return "";
}

/** 3.2 MB, 180 KB. */
export function weight(size) {
	return size >= MEGABYTE ? `${(size / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1024))} KB`;
}

/** The first bytes as hexadecimal; null when the file cannot be read any more. */
function beginning(file) {
	return new Promise((resolve) => {
		const reader = new FileReader();
		reader.onerror = () => resolve(null);
		reader.onload = () => {
			const bytes = Array.from(new Uint8Array(reader.result));
			resolve(bytes.map((byte) => `0${byte.toString(16)}`.slice(-2)).join(""));
		};
		reader.readAsArrayBuffer(file.slice(0, 8));
	});
}
