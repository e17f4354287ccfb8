/** 批量导入: template, upload and check, then the run; the page asks how far it is while a worker is busy. */

import { ask, send, tell } from "../desk/server.js";
import { asked } from "./asked.js";
import { button, hold, make } from "./dom.js";

frappe.provide("zhicheng.imports");

const API = "imports.";
const EVERY = 2000;
const BUSY = ["待检查", "检查中", "导入中"];
const SAYS = {
	待检查: ["blue", "已上传，等待检查。"],
	检查中: ["blue", "正在检查，不会写入数据。可以离开本页，稍后再来查看。"],
	有错误: ["red", "检查没有通过，没有写入任何数据。请下载检查结果，在自己的表中改正红色单元格，再重新上传。"],
	检查通过: ["green", "检查通过，还没有写入数据。请核对行数，再点“开始导入”。"],
	导入中: ["blue", "正在导入。可以离开本页，稍后再来查看。"],
	已完成: ["green", "导入完成，上传的工作簿已清除。初始密码在“用户管理”打印密码条时生成。"],
	部分失败: ["orange", "导入结束，有些行没有导入，原因见导入结果。"],
	中断: ["orange", "导入中断，已写入的行都已保存。点“继续导入”从中断处接着做，不会重复。"],
	已放弃: ["gray", "已放弃，上传的工作簿已清除。"],
	已过期: ["gray", "超过三天没有处理，上传的工作簿已清除，请重新上传。"],
};

zhicheng.imports.begin = async () => {
	const kinds = await ask(`${API}kinds`);
	if (!kinds.length) {
		frappe.msgprint("您没有批量导入的权限，请联系上级单位。");
		return;
	}
	const dialog = new frappe.ui.Dialog({
		title: "批量导入",
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: "导入内容",
				options: kinds,
				default: kinds[0],
				reqd: 1,
				description: "先导入单位，再导入用户",
			},
			{ fieldname: "pick", fieldtype: "HTML" },
		],
		primary_action_label: "上传并检查",
		primary_action: ({ kind }) => hold(dialog, () => upload(dialog, kind, input.files[0])),
		secondary_action_label: "关闭",
		secondary_action: () => dialog.hide(),
	});
	const input = make("input", "form-control");
	input.type = "file";
	input.accept = ".xlsx";
	input.id = frappe.utils.get_random(8);
	const label = make("label", "control-label", "填好的工作簿（.xlsx）");
	label.htmlFor = input.id;
	const template = button("下载模板", "btn-default", () => {
		location.href = `/api/method/zhicheng.api.imports.download_template?kind=${encodeURIComponent(dialog.get_value("kind"))}`;
	});
	const hint = make("p", "help-box small text-muted", "上传后先逐行检查，不写入数据；没有错误才能导入。");
	dialog.fields_dict.pick.$wrapper.append(make("p", "", template), label, input, hint);
	dialog.onhide = () => dialog.$wrapper.remove();
	dialog.show();
};

async function upload(dialog, kind, file) {
	if (!file) throw new Error("请选择填好的工作簿。");
	const told = await send(`${API}upload`, file, { kind });
	dialog.hide();
	frappe.set_route("Form", "Base Data Import", told.name);
}

zhicheng.imports.show = async (frm) => {
	if (frm.is_new()) {
		// an import begins with its workbook, never with an empty form
		frappe.set_route("List", "Base Data Import").then(zhicheng.imports.begin);
		return;
	}
	frm.disable_form();
	// nobody writes, shares or comments on an import: it is watched here, run and fetched
	$(frm.wrapper).find(".layout-side-section, .form-footer").hide();
	if (frm.doc.requested_by !== frappe.session.user) {
		say(frm, frm.doc.status, "");
		return;
	}
	const counts = asked(frm, "progress");
	const told = await ask(`${API}progress`, { name: frm.doc.name });
	if (counts()) draw(frm, told);
};

function draw(frm, told) {
	clearTimeout(frm.zb_timer);
	const pass = told.run_job || told.check_job;
	const failed = pass && pass.status === "失败" && BUSY.includes(told.status);
	say(frm, told.status, failed ? pass.error : told.error);
	frm.clear_custom_buttons();
	add_buttons(frm, told);
	if (!BUSY.includes(told.status) || failed || told.can_continue) return;
	if (pass && pass.total) {
		const done = Math.round((100 * pass.done) / pass.total);
		frm.dashboard.show_progress("进度", done, `${pass.stage || ""} ${pass.done} / ${pass.total} 行`);
	}
	frm.zb_timer = setTimeout(() => again(frm, told), EVERY);
}

/** Only while this import is on the screen; a changed state loads the record anew. */
async function again(frm, before) {
	if (cur_frm !== frm || frm.doc.name !== before.name || !frm.page.wrapper.is(":visible")) return;
	const counts = asked(frm, "progress");
	const told = await ask(`${API}progress`, { name: before.name });
	if (!counts()) return;
	if (told.status !== before.status) frm.reload_doc();
	else draw(frm, told);
}

function say(frm, status, error) {
	const [colour, sentence] = SAYS[status] || ["blue", status];
	const line = make("div", "", sentence);
	if (error) line.append(make("div", "", error));
	frm.dashboard.clear_headline();
	frm.dashboard.set_headline_alert(line.outerHTML, colour);
}

function add_buttons(frm, told) {
	const resumes = told.status === "中断" || told.can_continue;
	if (told.status === "检查通过" || resumes) {
		const label = told.status === "检查中" ? "重新检查" : resumes ? "继续导入" : "开始导入";
		frm.add_custom_button(label, () => confirm_start(frm, told, resumes, label)).addClass("btn-primary");
	}
	[
		["check_job", "下载检查结果"],
		["run_job", "下载导入结果"],
	].forEach(([key, title]) => {
		if (told[key] && told[key].url) frm.add_custom_button(title, () => (location.href = told[key].url));
	});
	if (["检查通过", "中断"].includes(told.status) || told.can_continue) {
		frm.add_custom_button("放弃", () =>
			frappe.confirm("放弃后上传的工作簿立即清除；已导入的行不受影响。确定放弃吗？", () => act(frm, "drop"))
		);
	}
	if (["有错误", "已完成", "部分失败", "已放弃", "已过期"].includes(told.status)) {
		frm.add_custom_button("再次导入", () => zhicheng.imports.begin());
	}
}

function confirm_start(frm, told, resumes, label) {
	const fresh = told.total - told.existing;
	const question = resumes ? `很久没有进展，可能已中断。${label}吗？` : `将新增 ${fresh} 行，跳过已存在的 ${told.existing} 行。开始导入吗？`;
	frappe.confirm(question, () => act(frm, "start"));
}

async function act(frm, method) {
	try {
		await tell(`${API}${method}`, { name: frm.doc.name });
	} catch (refusal) {
		frappe.msgprint({ title: "不能办理", message: frappe.utils.escape_html(refusal.message), indicator: "red" });
	}
	frm.reload_doc();
}
