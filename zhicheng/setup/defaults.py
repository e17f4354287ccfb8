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
SUPPORT = "技术支持：请联系本系统管理员（管理员可在“职称系统设置”中填写电话和服务时间）"


def ensure_settings() -> None:
	"""Frappe stores the plain defaults itself; what it cannot know is filled in while it is empty."""
	doc = frappe.get_doc(SETTINGS)
	if doc.support_contacts or doc.region_settings:
		return
	doc.support_contacts = SUPPORT
	doc.extend("region_settings", [dict(row) for row in REGION_RULES])
	doc.save(ignore_permissions=True)


def allow_test_ids() -> None:
	"""Fictional ID numbers of demo and tests; off in production (domain 9.2)."""
	doc = frappe.get_doc(SETTINGS)
	doc.allow_test_id_prefix = ROOT_REGION
	doc.save(ignore_permissions=True)
