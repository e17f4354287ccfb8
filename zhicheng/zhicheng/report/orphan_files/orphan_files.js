frappe.query_reports["Orphan Files"] = {
	filters: [
		{
			fieldname: "kind",
			label: "情况",
			fieldtype: "Select",
			options: ["", "有记录无文件", "有文件记录无内容", "有文件无附件记录", "磁盘上无记录的文件", "未传完的上传"],
		},
	],
};
