/** 初始密码条: the first password is shown and printed once; issuing it again makes a new one. */

import { make } from "./dom.js";

export function offer_slip(member) {
	frappe.confirm(
		"现在生成初始密码并打印初始密码条吗？密码只显示这一次，原来的密码随即失效，本人首次登录时须修改。",
		() => show_slip(member),
		() => frappe.show_alert({ message: "以后可在用户信息中点击“打印初始密码条”", indicator: "blue" })
	);
}

async function show_slip(member) {
	const slip = await frappe.xcall("zhicheng.api.members.issue_first_password", { member });
	const dialog = new frappe.ui.Dialog({
		title: "初始密码条",
		fields: [{ fieldname: "slip", fieldtype: "HTML" }],
		primary_action_label: "打印",
		primary_action: () => print(slip),
		secondary_action_label: "关闭",
		secondary_action: () => dialog.hide(),
	});
	dialog.fields_dict.slip.$wrapper.append(body(slip));
	dialog.show();
}

function body(slip) {
	const rows = [
		["姓名", slip.member_name],
		["单位", slip.unit_name],
		["登录地址", slip.address],
		["登录名", `本人身份证号码（${slip.login_name}）`],
		["初始密码", slip.password],
	].map(([label, value]) => make("div", "", make("dt", "", label), make("dd", "", value)));
	return make(
		"section",
		"zb-slip",
		make("h4", "", "职称申报评审系统 初始密码条"),
		make("dl", "", ...rows),
		make("p", "", "首次登录后须立即修改密码。请当面交给本人，不要用即时通讯软件发送。")
	);
}

/** Printed from a frame of its own: nothing else of Desk gets on the paper. */
function print(slip) {
	const frame = make("iframe", "zb-print");
	document.body.append(frame);
	const page = frame.contentDocument;
	page.documentElement.lang = "zh-CN";
	page.title = `初始密码条 ${slip.member_name}`;
	page.head.append(make("style", "", PAPER));
	page.body.append(body(slip));
	frame.contentWindow.addEventListener("afterprint", () => frame.remove());
	frame.contentWindow.print();
}

const PAPER = `
@page { size: A4; margin: 20mm; }
body { font: 12pt/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
.zb-slip { border: 0.5mm dashed #000; padding: 8mm; width: 150mm; }
h4 { margin: 0 0 4mm; font-size: 14pt; }
dl { margin: 0; } dl div { display: flex; } dt { width: 28mm; } dd { margin: 0; font-weight: bold; }
p { margin: 4mm 0 0; font-size: 10pt; }`;
