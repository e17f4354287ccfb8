"""The notice on personal data (个人信息处理说明): shown at the first log-in and again when its version changes."""

import frappe
from frappe.utils import now_datetime

from zhicheng.domain import settings
from zhicheng.exceptions import LoginRefused

MEMBER = "Unit Member"


def text() -> list[str]:
	"""Its paragraphs; nothing is asked while the setting is empty."""
	return settings.get_lines("notice_of_privacy")


def version() -> str:
	return (settings.get("privacy_version") or "").strip() or "1"


def is_due(user: str) -> bool:
	"""Whether the person has not agreed to the version in force; administrators have no member row to ask."""
	if not text():
		return False
	row = frappe.db.get_value(MEMBER, {"user": user}, ["privacy_version", "privacy_accepted_on"], as_dict=True)
	return bool(row) and (not row.privacy_accepted_on or (row.privacy_version or "") != version())


def accept(user: str, seen: str) -> None:
	"""Keep which version the person agreed to, and when; what he has not seen he cannot agree to."""
	if seen != version():
		raise LoginRefused("说明刚刚更新，请返回登录页重新登录，阅读新的说明。")
	member = frappe.db.get_value(MEMBER, {"user": user})
	values = {"privacy_version": version(), "privacy_accepted_on": now_datetime()}
	frappe.db.set_value(MEMBER, member, values)
