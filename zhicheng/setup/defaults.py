"""First values of Zhicheng Settings: written on install, never over a site's own choice (design 3, 7)."""

import frappe

from zhicheng.constants import ROOT_REGION

SETTINGS = "Zhicheng Settings"
# what the two manuals decide differently (domain 2.3 rows 5, 9, 10)
REGION_RULES = (
	{
		"region": "510000",
		"print_rule": "任何时候",
		"row_order": "不检查",
		"process_attachment_requires_role": "需要",
	},
	{
		"region": "513200",
		"print_rule": "资格审查通过后",
		"row_order": "检查",
		"process_attachment_requires_role": "不需要",
	},
)
PRIVACY = """本系统由人力资源社会保障部门用于专业技术人员职称的申报、审核、评审和确认。
收集的信息：姓名、身份证号、性别、出生日期、联系方式、学历、工作经历、业绩、考核结果和证明材料，均为职称评审所必需；不提供的，无法申报。
身份证号加密保存，名单中只显示一部分；材料只有承办本人申报的单位、评审委员会办事机构和人力资源社会保障部门可以查看，每一步办理都有记录。
信息保存至档案管理规定的期限；法律、法规规定须公示的内容按规定公示。
您可以查阅、更正本人的信息，对处理有疑问的，请联系本单位经办人员或“帮助”中的联系人。"""
SUPPORT = "技术支持：请联系本系统管理员（管理员可在“职称系统设置”中填写电话和服务时间）"


def ensure_settings() -> None:
	"""Frappe stores the plain defaults itself; what it cannot know is filled in while it is empty."""
	doc = frappe.get_doc(SETTINGS)
	if doc.support_contacts or doc.region_settings:
		return
	doc.support_contacts = SUPPORT
	doc.notice_of_privacy = PRIVACY
	doc.extend("region_settings", [dict(row) for row in REGION_RULES])
	doc.save(ignore_permissions=True)


def allow_test_ids() -> None:
	"""Fictional ID numbers, and the slider after failures only, for demo and tests (domain 9.2)."""
	doc = frappe.get_doc(SETTINGS)
	doc.allow_test_id_prefix = ROOT_REGION
	doc.slider_captcha = "多次失败后"
	doc.save(ignore_permissions=True)
