/** 签字图片: choose a stored one instead of typing the leader's name, add one, retire one. */

import { ask, send, tell } from "./server.js";
import { button, filePicker, make, whileRunning } from "./dom.js";

const ADDRESS = "/api/method/zhicheng.api.signatures.picture?";

export function picture(name, application = "", leader = "") {
	const image = make("img", "zc-signature");
	image.src = ADDRESS + new URLSearchParams(application ? { name, application } : { name });
	image.alt = `${leader}签字图片`;
	return image;
}

/** @param {(row: {name: string, leader_name: string}|null) => void} pick null takes the picture out again */
export async function chooseSignature(pick) {
	const rows = await ask("signatures.offered");
	const dialog = new frappe.ui.Dialog({ title: "签字图片" });
	const take = (row) => {
		dialog.hide();
		pick(row);
	};
	const list = rows.map((row) =>
		make(
			"div", "zc-signature-row", picture(row.name, "", row.leader_name), make("span", "", row.leader_name),
			button("使用", "btn-default", () => take(row)), button("停用", "btn-default", () => retire(row, dialog, pick))
		)
	);
	const none = make("p", "zc-quiet", "还没有签字图片。请上传 png 或 jpg，不超过 500 KB，白底、只有签字。");
	dialog.$body.append(rows.length ? make("div", "", ...list) : none, upload(dialog, pick));
	dialog.$body.append(button("不用图片，只填姓名", "btn-default", () => take(null)));
	dialog.$wrapper.addClass("zc-dialog");
	dialog.show();
	return dialog;
}

function upload(dialog, pick) {
	const name = make("input", "form-control");
	name.placeholder = "签字人姓名";
	name.setAttribute("aria-label", "签字人姓名");
	const { element, input: file } = filePicker("选择签字图片", ".png,.jpg,.jpeg");
	const fault = make("p", "zc-fault");
	const add = button("上传", "btn-default", async () => {
		fault.textContent = file.files[0] ? "" : "请先选择一张图片。";
		if (!file.files[0]) return;
		await whileRunning([add], async () => {
			await send("signatures.add", file.files[0], { leader_name: name.value });
			dialog.hide();
			chooseSignature(pick);
		}).catch((refused) => (fault.textContent = refused.message));
	});
	return make("div", "zc-signature-add", name, element, add, fault);
}

async function retire(row, dialog, pick) {
	await tell("signatures.retire", { name: row.name });
	dialog.hide();
	chooseSignature(pick);
}
