"""People in units: who they are, which roles they hold, how they are made (manuals 3.1.2)."""

import frappe
from frappe.utils import now_datetime

from zhicheng.constants import Role
from zhicheng.domain import records, settings
from zhicheng.domain.accounts import accounts, passwords
from zhicheng.domain.queries import links, units
from zhicheng.domain.queries import members as queries
from zhicheng.exceptions import UnitInUse

MEMBER = "Unit Member"
ENABLED = "启用"
holders = queries.holders


def member_of(user: str | None = None) -> frappe._dict | None:
	"""The user's member row with `roles`, kept for the request; no roles when he or his unit is disabled."""
	user = user or frappe.session.user
	cache = _cache()
	if user not in cache:
		cache[user] = _load(user)
	return cache[user]


def forget(user: str | None = None) -> None:
	"""Drop the request's copy after a member or a unit changed."""
	if user:
		_cache().pop(user, None)
	else:
		_cache().clear()


def create_member(
	unit: str,
	member_name: str,
	id_number: str,
	roles: tuple[str, ...] | list[str] = (),
	*,
	mobile: str = "",
	email: str = "",
	job_title: str = "",
):
	"""Make the person and his account; the caller has asked `permissions`. Roles may follow later."""
	doc = frappe.new_doc(MEMBER)
	doc.update(
		{
			"unit": unit,
			"member_name": member_name,
			"id_number": id_number,
			"mobile": mobile,
			"email": email,
			"job_title": job_title,
			"member_roles": [{"role": str(role)} for role in roles],
		}
	)
	return records.insert(doc)


def assign_roles(member: str, roles: list[str]):
	"""Replace the member's roles; the controller checks what the session user may grant."""
	doc = frappe.get_doc(MEMBER, member)
	kept = {row.role: row for row in doc.member_roles}
	doc.set("member_roles", [kept.get(str(role)) or {"role": str(role)} for role in dict.fromkeys(roles)])
	return records.save(doc)


def set_mobile(member: str, mobile: str):
	"""更改手机号码; empty takes it away."""
	doc = frappe.get_doc(MEMBER, member)
	doc.mobile = mobile
	return records.save(doc)


def issue_first_password(member: str) -> str:
	"""A new first password, told once; it must be changed at the next log-in."""
	word = settings.first_password_fixed() or passwords.generate()
	set_password(member, word, must_change=True)
	frappe.db.set_value(MEMBER, member, "first_password_issued_on", now_datetime())
	return word


def set_password(member: str, password: str, must_change: bool = False) -> None:
	user = frappe.db.get_value(MEMBER, member, "user")
	passwords.store(user, password)
	values = {"must_change_password": int(must_change)}
	if not must_change:
		values["password_set_on"] = now_datetime()
	frappe.db.set_value(MEMBER, member, values)


def set_own_password(user: str, password: str) -> None:
	"""The user's own choice, already checked; administrators have no member row."""
	member = frappe.db.get_value(MEMBER, {"user": user})
	if member:
		set_password(member, password)
	else:
		passwords.store(user, password)
		passwords.mark_given(user, False)


def end_sessions_of(unit) -> None:
	"""A unit was disabled: its people are logged out, and cannot log in again.

	:param unit: the Unit document just saved, with what it was before
	"""
	before = unit.get_doc_before_save()
	if not before or before.status == unit.status or unit.status == units.ENABLED:
		return
	for user in frappe.get_all(MEMBER, filters={"unit": unit.name}, pluck="user"):
		accounts.end_sessions(user)


def require_unused(doc) -> None:
	"""A person who has logged in or applied stays on record; his account is disabled instead."""
	if links.hanging_on(MEMBER, doc.name) or doc.password_set_on:
		raise UnitInUse(f"“{doc.member_name}”已登录过或有业务记录，不能删除。请把“状态”改为“停用”。")


def contact_above(user: str) -> frappe._dict | None:
	"""Whom to ask: the contact of the unit above one's own; of one's own unit at the root (design 7)."""
	member = member_of(user)
	return member.above if member else None


def _load(user: str) -> frappe._dict | None:
	row = queries.row_of_user(user)
	if row:
		is_active = row.status == ENABLED and row.unit_status == units.ENABLED
		row.roles = row.roles if is_active else set()
	return row


def _cache() -> dict:
	if not hasattr(frappe.local, "zhicheng_members"):
		frappe.local.zhicheng_members = {}
	return frappe.local.zhicheng_members


def is_applicant(user: str | None = None) -> bool:
	member = member_of(user)
	return bool(member) and Role.APPLICANT in member.roles
