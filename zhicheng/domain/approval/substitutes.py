"""Who stands in for an absent clerk: a colleague of the same unit, from one day to another.

The substitute acts with the absent clerk's roles; every record names both, “李四（由张三代）”.
"""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from zhicheng.constants import CLERK_ROLES, SUBTREE_ROLES
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import inputs
from zhicheng.domain.notify import events
from zhicheng.domain.people import members, role_grants
from zhicheng.domain.queries import members as people
from zhicheng.exceptions import NotYourStage, SubstituteInvalid

DOCTYPE = "Clerk Substitute"
FIELDS = (
	"name", "unit", "unit_name", "absent_user", "absent_name", "substitute_user", "substitute_name", "from_date", "to_date",
	"reason", "entered_by_name", "ended_on", "ended_by_name",
)  # fmt: skip
LONGEST_DAYS = 366


def active_for(user: str) -> list[frappe._dict]:
	"""The people for whom the user stands in today, each with the `roles` that count."""
	member = members.member_of(user)
	if not member or not member.roles:
		return []
	if "deputising" not in member:
		member.deputising = _load(user, member.unit)
	return member.deputising


def roles_for(user: str) -> set[str]:
	"""The clerk's roles that the user has as a substitute today."""
	return {str(role) for row in active_for(user) for role in row.roles}


def standing_in(user: str, unit: str, role: str, *, not_for: str) -> frappe._dict | None:
	"""Whom the user stands in for at this unit and in this role; never for `not_for`, the applicant."""
	fitting = (row for row in active_for(user) if row.unit == unit and role in row.roles and row.absent_user != not_for)
	return next(fitting, None)


def standing_for(user: str, absent: str, unit: str, role: str) -> frappe._dict | None:
	"""The registration by which the user stands in for this very person at this unit and in this role."""
	fitting = (row for row in active_for(user) if row.unit == unit and role in row.roles and row.absent_user == absent)
	return next(fitting, None)


def _load(user: str, unit: str) -> list[frappe._dict]:
	# every request of a clerk asks; frappe.get_all would build the same statement at five times the cost
	today, entered = nowdate(), frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(entered).select(*FIELDS).where((entered.substitute_user == user) & (entered.unit == unit))
	query = query.where((entered.from_date <= today) & (entered.to_date >= today) & entered.ended_on.isnull())
	rows = query.orderby(entered.creation, order=frappe.qb.desc).run(as_dict=True)
	for row in rows:
		absent = members.member_of(row.absent_user)
		held = absent.roles if absent and absent.unit == unit and absent.status == "启用" else ()
		row.roles = {str(role) for role in held if role in CLERK_ROLES}
	return [row for row in rows if row.roles]


def clerks(user: str, unit: str = "") -> list[dict]:
	"""The enabled people with a clerk's role of the user's unit, or of one below it: {user, name, roles}."""
	return people.clerks_of(_require_over(user, unit).unit)


def oversees(user: str) -> bool:
	"""May he register for units below his own?"""
	member = members.member_of(user)
	return any(role in SUBTREE_ROLES for role in member.roles) if member else _is_administrator(user)


def enter(*, substitute: str, absent: str = "", from_date: str, to_date: str, reason: str = "") -> dict:
	"""Register a substitute for oneself; who fell ill is registered by the unit above or by an administrator.

	Nobody gives himself a colleague's roles, alone or through a third colleague.

	:param absent: empty means the session's user
	:raises SubstituteInvalid: naming what does not fit
	"""
	user = frappe.session.user
	unit, entered_by = _require_may_enter(user, absent or user)
	away = _require_colleague(absent or user, unit)
	stands_in = _require_colleague(substitute, unit)
	if away.user == stands_in.user:
		raise SubstituteInvalid(_("代办人不能是不在岗人员本人。"))
	first = inputs.day(from_date, _("开始日期"), SubstituteInvalid)
	last = inputs.day(to_date, _("结束日期"), SubstituteInvalid)
	if not first or not last or last < first or (last - first).days > LONGEST_DAYS:
		raise SubstituteInvalid(_("请填写起止日期，结束日期不早于开始日期，最长一年。"))
	if last < getdate(nowdate()):
		raise SubstituteInvalid(_("结束日期已过去，请填写今天或以后的日期。"))
	overlap = {"absent_user": away.user, "substitute_user": stands_in.user, "ended_on": ["is", "not set"]}
	if frappe.db.exists(DOCTYPE, {**overlap, "from_date": ["<=", last], "to_date": [">=", first]}):
		raise SubstituteInvalid(_("{0}在这段时间已由{1}代办，不需要再登记。").format(away.member_name, stands_in.member_name))
	row = frappe.new_doc(DOCTYPE)
	row.update({"unit": unit, "unit_name": frappe.db.get_value("Unit", unit, "unit_name")})
	row.update({"absent_user": away.user, "absent_name": away.member_name, "from_date": first, "to_date": last})
	row.update({"substitute_user": stands_in.user, "substitute_name": stands_in.member_name})
	row.reason = inputs.text(reason, _("事由"), SubstituteInvalid, limit=300) or ""
	row.entered_by_name = entered_by
	records.insert(row)
	detail = _("{0}由{1}代，{2}至{3}").format(away.member_name, stands_in.member_name, first, last)
	act_log.record("登记代办", unit=unit, detail=detail)
	members.forget(stands_in.user)
	events.note(events.SUBSTITUTE, substitute=row.name)
	return {"name": row.name, "sentence": _("已登记：{0}。").format(detail)}


def end(name: str) -> dict:
	"""End a registration before its last day; any clerk of the unit may, and who may register for it from above."""
	user = frappe.session.user
	row = frappe.db.get_value(DOCTYPE, name, FIELDS, as_dict=True)
	if not row or not _is_over(user, row.unit):
		_require_over(user)
		raise SubstituteInvalid(_("没有找到这条代办登记，请刷新。"))
	if not row.ended_on:
		values = {"ended_on": now_datetime(), "ended_by_name": _require_over(user, row.unit).entered_by}
		frappe.db.set_value(DOCTYPE, name, values)
		act_log.record("结束代办", unit=row.unit, detail=_("{0}由{1}代").format(row.absent_name, row.substitute_name))
	members.forget(row.substitute_user)
	return {"sentence": _("代办已结束。")}


def of_unit(user: str, unit: str = "") -> list[frappe._dict]:
	"""What is registered in the user's unit, or in one below it, and not over."""
	filters = {"unit": _require_over(user, unit).unit, "ended_on": ["is", "not set"], "to_date": [">=", nowdate()]}
	fields = ["name", "absent_name", "substitute_name", "from_date", "to_date", "reason", "entered_by_name"]
	return frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="from_date asc")


def named(absent_name: str, actual: str) -> str:
	"""How a record names who acted for whom."""
	return _("{0}（由{1}代）").format(absent_name, actual)


def _require_clerk(user: str) -> frappe._dict:
	member = members.member_of(user)
	if not member or not any(role in CLERK_ROLES for role in member.roles):
		raise NotYourStage(_("只有本单位的经办人员可以办理这一项。"))
	return member


def _require_may_enter(user: str, absent: str) -> tuple[str, str]:
	"""The absent clerk himself, a clerk of a unit above who manages his, or an administrator.

	:return: the absent clerk's unit, and how the one who enters is named
	"""
	if user == absent:
		own = _require_clerk(user)
		return own.unit, own.member_name
	own, away = members.member_of(user), members.member_of(absent)
	if away and (not own or own.unit != away.unit) and _is_over(user, away.unit):
		return away.unit, _require_over(user, away.unit).entered_by
	if own or not _is_administrator(user):
		_require_clerk(user)
	raise SubstituteInvalid(_("代办由不在岗人员本人登记；本人不能登记的，请上级单位经办人员或系统管理员登记。"))


def _require_over(user: str, unit: str = "") -> frappe._dict:
	"""Whose registrations he may see: his own unit's (no unit named), or those of a unit that he manages from above.

	:return: {unit, entered_by}
	:raises NotYourStage: otherwise
	"""
	if not unit:
		own = _require_clerk(user)
		return frappe._dict(unit=own.unit, entered_by=own.member_name)
	if not _is_over(user, unit):
		raise NotYourStage(_("只能为本单位和下级单位登记代办，请重新选择单位。"))
	own = members.member_of(user)
	return frappe._dict(unit=unit, entered_by=own.member_name if own else frappe.db.get_value("User", user, "full_name") or user)


def _is_over(user: str, unit: str) -> bool:
	own = members.member_of(user)
	if not own:
		return _is_administrator(user)
	return role_grants.is_clerk(own) if own.unit == unit else role_grants.is_clerk_above(own, unit)


def _is_administrator(user: str) -> bool:
	"""One who belongs to no unit."""
	return not members.member_of(user) and "System Manager" in frappe.get_roles(user)


def _require_colleague(user: str, unit: str) -> frappe._dict:
	member = members.member_of(user)
	if not member or member.unit != unit or not any(role in CLERK_ROLES for role in member.roles):
		raise SubstituteInvalid(_("请选择本单位已启用的经办人员。"))
	return member
