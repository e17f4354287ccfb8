/** 流程附件: upload by the stage's clerk, download for all who may read the case. */

import { send } from "./server.js";
import { filePicker, make, table, shortTime, whileRunning } from "./dom.js";

const KINDS = ["推荐材料", "公示材料", "委托材料", "其他"];
const COLUMNS = [
	["类别", (row) => row.kind],
	["名称", (row) => linkTo(row)],
	["上传环节", (row) => row.stage_name],
	["上传人", (row) => row.uploaded_by_name],
	["上传时间", (row) => shortTime(row.uploaded_on)],
];

export function showAttachments(rows, { inPlace = false } = {}) {
	if (inPlace) {
		const list = make("ul", "zc-files", ...rows.map((row) => make("li", "", `${row.kind}　`, linkTo(row))));
		return make("section", "zc-given", make("h3", "zc-side-title", "流程附件"), list);
	}
	const dialog = new frappe.ui.Dialog({ title: "流程附件", size: "large" });
	dialog.$body.append(rows.length ? table(COLUMNS, rows, "zc-path") : make("p", "zc-quiet", "还没有流程附件。"));
	dialog.show();
	return dialog;
}

/** One file at a time, with its kind; the limits are said before the file is picked. */
export function uploadAttachment(application, after) {
	const { element, input: picker } = filePicker("选择文件", ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png");
	const fault = make("p", "zc-fault");
	fault.setAttribute("role", "alert");
	const dialog = new frappe.ui.Dialog({
		title: "流程附件上传",
		fields: [
			{ fieldname: "kind", fieldtype: "Select", label: "类别", options: KINDS, reqd: 1, default: KINDS[0] },
			{ fieldname: "title", fieldtype: "Data", label: "名称", reqd: 1, description: "例如：单位推荐报告" },
			{ fieldname: "place", fieldtype: "HTML" },
		],
		primary_action_label: "上传",
		primary_action: async (values) => {
			const file = picker.files[0];
			fault.textContent = file ? "" : "请先选择一个文件。";
			if (!file) return;
			await whileRunning([dialog.get_primary_btn()[0]], async () => {
				const { kind, title } = values;
				await send("upload_process_attachment", file, { application, kind, title });
				dialog.hide();
				after();
			}).catch((refused) => (fault.textContent = refused.message));
		},
		secondary_action_label: "取消",
		secondary_action: () => dialog.hide(),
	});
	const hint = make("p", "zc-quiet", "一张图片（jpg、png）或一个 PDF 文件，大小以系统设置为限（默认 10 MB）。");
	dialog.fields_dict.place.$wrapper.append(element, hint, fault);
	dialog.$wrapper.addClass("zc-dialog");
	picker.addEventListener("change", () => suggestTitle(dialog, picker));
	dialog.show();
	return dialog;
}

function suggestTitle(dialog, picker) {
	const [file] = picker.files;
	if (file && !dialog.get_value("title")) dialog.set_value("title", file.name.replace(/\.[^.]+$/, ""));
}

function linkTo(row) {
	const link = make("a", "", row.title || row.file_name);
	link.href = row.url;
	link.target = "_blank";
	link.rel = "noopener";
	return link;
}
