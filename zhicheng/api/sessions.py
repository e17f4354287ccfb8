"""我的登录: one's own open sessions, ended one by one or all but this."""

import frappe

from zhicheng.domain.accounts import sessions
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["POST"])
@spoken
def end(session: str) -> dict:
	"""结束: one of one's own other sessions, by the name that the page shows it under."""
	sessions.end(frappe.session.user, session)
	return {"message": "已结束。那台设备上的页面下一步操作时须重新登录。"}


@frappe.whitelist(methods=["POST"])
@spoken
def end_others() -> dict:
	"""结束其他全部."""
	count = sessions.end_others(frappe.session.user)
	return {"message": f"已结束其他{count}处登录。" if count else "没有其他登录。"}
