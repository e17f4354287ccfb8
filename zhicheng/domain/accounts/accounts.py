"""The User record behind a member: opaque names, roles kept equal to the member's (design 6).

Rows are written without Frappe's User controller. Its validation empties the cache of the whole site at every
save, asks gravatar about the person, copies the name into a Contact and shares the record with its owner, who
could then rewrite it by REST; before 15.0 it even makes the first clerk a System Manager. A test compares the
outcome with what Frappe itself would store.
"""

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings

from zhicheng.domain import records

DOMAIN = "title.invalid"
USER = "User"
HAS_ROLE = "Has Role"


def create_user(member_name: str, roles: list[str], *, enabled: bool = True) -> str:
	"""An account that nobody can use yet: it has no password until the first one is issued."""
	user = _new_user(member_name, user_type(roles), enabled)
	user.db_insert()
	_write_roles(user.name, roles)
	create_notification_settings(user.name)
	forget_lists()
	return user.name


def new_rows(member_name: str, roles: list[str], kind: str, *, enabled: bool = True) -> list:
	"""The rows that `create_user` writes, not written yet: the account first, its roles and notification settings.

	:param kind: what `user_type` says of the roles, asked once for many people
	"""
	user = _new_user(member_name, kind, enabled)
	settings = frappe.new_doc("Notification Settings")
	settings.name = user.name
	return [user, *_role_rows(user.name, roles), settings]


def _new_user(member_name: str, kind: str, enabled: bool):
	handle = frappe.generate_hash(length=20)
	user = frappe.new_doc(USER)
	user.update(
		{
			"name": f"{handle}@{DOMAIN}",
			"email": f"{handle}@{DOMAIN}",
			"username": handle,
			"first_name": member_name,
			"full_name": member_name,
			"language": "zh",
			"enabled": int(enabled),
			"user_type": kind,
			"send_welcome_email": 0,
			"thread_notify": 0,
			"document_follow_notify": 0,
		}
	)
	user.set_user_and_timestamp()
	user.docstatus = 0
	return user


def sync_user(user: str, *, member_name: str, roles: list[str], enabled: bool) -> None:
	"""Bring name, roles and state of the account in line with the member; nothing is written when all agree."""
	values = {
		"first_name": member_name,
		"full_name": member_name,
		"enabled": int(enabled),
		"user_type": user_type(roles),
	}
	stored = frappe.db.get_value(USER, user, list(values), as_dict=True)
	if stored == values and _held(user) == set(roles):
		return
	frappe.db.set_value(USER, user, values)
	_write_roles(user, roles)
	frappe.clear_cache(user=user)
	forget_lists()
	if not enabled:
		end_sessions(user)


def user_type(roles: list[str]) -> str:
	"""Desk opens to whoever holds a role with desk access; applicants stay in the portal."""
	has_desk = roles and frappe.db.exists("Role", {"name": ["in", roles], "desk_access": 1})
	return "System User" if has_desk else "Website User"


def end_sessions(user: str) -> None:
	"""Log the user out everywhere but here; Frappe's own call spares as many as a user may hold at once."""
	session = frappe.qb.DocType("Sessions")
	sids = (
		frappe.qb.from_(session)
		.select(session.sid)
		.where((session.user == user) & (session.sid != frappe.session.sid))
		.run(pluck=True)
	)
	end_sids(sids)


def end_sids(sids: list[str]) -> None:
	if not sids:
		return
	# Frappe's own delete_session commits; this runs inside a save that may still be rolled back
	frappe.db.delete("Sessions", {"sid": ["in", sids]})
	frappe.db.after_commit.add(lambda: [frappe.cache.hdel("session", sid) for sid in sids])


def is_member_account(user: str) -> bool:
	return user.endswith(f"@{DOMAIN}")


def drop_user(user: str) -> None:
	frappe.db.delete("Password History", {"user": user})
	frappe.db.delete("Login Session", {"user": user})
	for name in frappe.get_all("Second Factor", filters={"user": user}, pluck="name"):
		records.delete("Second Factor", name)
	frappe.flags.zhicheng_dropped = user
	records.delete(USER, user)


def _held(user: str) -> set[str]:
	return set(frappe.get_all(HAS_ROLE, filters={"parent": user, "parenttype": USER}, pluck="role"))


def _write_roles(user: str, roles: list[str]) -> None:
	frappe.db.delete(HAS_ROLE, {"parent": user, "parenttype": USER})
	for row in _role_rows(user, roles):
		row.db_insert()


def _role_rows(user: str, roles: list[str]) -> list:
	rows = []
	for index, role in enumerate(roles, start=1):
		row = frappe.new_doc(HAS_ROLE)
		row.update({"parent": user, "parenttype": USER, "parentfield": "roles", "role": role, "idx": index})
		row.set_user_and_timestamp()
		row.name = frappe.generate_hash(length=10)
		row.docstatus = 0
		rows.append(row)
	return rows


def forget_lists() -> None:
	frappe.cache.delete_key("users_for_mentions")
	frappe.cache.delete_key("enabled_users")
