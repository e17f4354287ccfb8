"""First phrases and reasons for every unit (domain 5.1, 5.5); only where a site has none yet."""

import frappe

PHRASES = (
	"材料真实，符合申报条件，同意推荐。",
	"经审核，材料齐全、真实有效，符合申报条件，同意上报。",
	"该同志思想政治素质好，任现职以来履职尽责，业绩突出，年度考核合格以上，同意推荐。",
)
REASONS = (
	("返回修改", "不属于本单位受理范围，请核对下一步审批单位。"),
	("返回修改", "公示起止日期或公示结果填写有误，请核对后重新提交。"),
	("", "证明材料不清晰或缺页，请重新扫描上传。"),
	("", "年度考核材料不全，请补充近五年年度考核登记表。"),
	("拒绝", "申报专业与现从事专业不一致，请核对后重新提交。"),
	("拒绝", "任职年限不足，请核对现有职称取得时间和聘任时间。"),
	("流程作废", "提交的材料经核实不实，按通知规定作废。"),
)


def ensure_phrases() -> None:
	"""An administrator changes them in Desk; each unit adds its own beside them."""
	if not frappe.db.count("Opinion Phrase"):
		for position, text in enumerate(PHRASES, start=1):
			_insert({"doctype": "Opinion Phrase", "position": position, "text": text})
	if not frappe.db.count("Return Reason"):
		for position, (action, text) in enumerate(REASONS, start=1):
			_insert({"doctype": "Return Reason", "position": position, "action": action, "text": text})


def _insert(values: dict) -> None:
	frappe.get_doc(values).insert(ignore_permissions=True)
