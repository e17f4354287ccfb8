"""The User record behind a member: opaque names, roles kept equal to the member's (design 6)."""

import frappe

from zhicheng.domain import records

DOMAIN = "title.invalid"
# any image keeps Frappe from asking gravatar, a server outside, about the person
AVATAR = "/assets/zhicheng/images/person.svg"


def create_user(member_name: str) -> str:
	"""A disabled-for-log-in account: it has no password until the first one is issued."""
	handle = frappe.generate_hash(length=20)
	user = frappe.new_doc("User")
	user.update(
		{
			"email": f"{handle}@{DOMAIN}",
			"username": handle,
			"first_name": member_name,
			"user_image": AVATAR,
			"language": "zh",
			"enabled": 1,
			"send_welcome_email": 0,
			"thread_notify": 0,
			"document_follow_notify": 0,
		}
	)
	_save(user, is_new=True)
	return user.name


def sync_user(user_name: str, *, member_name: str, roles: list[str], enabled: bool) -> None:
	"""Bring name, roles and state of the account in line with the member; nothing is saved when all agree."""
	user = frappe.get_doc("User", user_name)
	held = {row.role for row in user.roles}
	wanted = set(roles)
	if user.first_name == member_name and bool(user.enabled) == enabled and held == wanted:
		return
	user.first_name = member_name
	user.enabled = int(enabled)
	user.set("roles", [{"role": role} for role in roles])
	_save(user)


def drop_user(user_name: str) -> None:
	frappe.db.delete("Password History", {"user": user_name})
	records.delete("User", user_name)


def _save(user, *, is_new: bool = False) -> None:
	user.flags.no_welcome_mail = True
	user.flags.ignore_password_policy = True
	user.flags.zhicheng_service = True
	if is_new:
		records.insert(user)
	else:
		records.save(user)
