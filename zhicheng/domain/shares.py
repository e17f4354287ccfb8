"""Nobody shares a record of ours: a share would stand above every rule of who sees what."""

import frappe

from zhicheng.exceptions import ShareRefused

OUR_MODULE = "Zhicheng"


def refuse_share(share, method: str | None = None) -> None:
	"""validate of DocShare; Frappe makes such rows by sharing and by assigning to somebody who may not read."""
	if frappe.get_cached_value("DocType", share.share_doctype, "module") == OUR_MODULE:
		raise ShareRefused("职称系统的单据不能共享给个人；谁能查看由单位和角色决定。如需他人办理，请由其单位的上级调整角色。")
