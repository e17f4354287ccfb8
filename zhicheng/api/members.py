"""用户管理 in Desk: the two steps of a new user, his roles, his first password (manuals 3.1.2.3)."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.domain import act_log, records
from zhicheng.domain.accounts import accounts, lockout, second_factor
from zhicheng.domain.audit import reveals
from zhicheng.domain.people import identity, members, role_grants
from zhicheng.domain.queries import units
from zhicheng.permissions import people as permissions
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("新增用户")
def create(unit: str, member_name: str, id_number: str, mobile: str = "", job_title: str = "") -> dict:
	"""Step 1: 下一步 saves the user, without roles yet."""
	frappe.form_dict.pop("id_number", None)
	permissions.require_create_member(frappe.session.user, unit)
	doc = members.create_member(unit, member_name, id_number, mobile=mobile, job_title=job_title)
	return {"name": doc.name, "warning": identity.warning(id_number), **_roles(doc.name)}


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def roles(member: str) -> dict:
	"""Step 2: the roles held, and those that the user may give, filtered by the unit."""
	permissions.require_change_member(frappe.session.user, member)
	return _roles(member)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("分配角色")
def assign_roles(member: str, roles: list | str) -> dict:
	"""Step 2: 保存."""
	permissions.require_change_member(frappe.session.user, member)
	members.assign_roles(member, frappe.parse_json(roles))
	return _roles(member)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("打印初始密码条")
def issue_first_password(member: str) -> dict:
	"""Make a first password and tell it once, for the slip; an older one stops to work."""
	permissions.require_change_member(frappe.session.user, member)
	doc = frappe.get_doc("Unit Member", member)
	word = members.issue_first_password(member)
	lockout.free(doc.user)
	act_log.record("发放初始密码", unit=doc.unit, detail=doc.member_name)
	return {
		"member_name": doc.member_name,
		"unit_name": units.name_of(doc.unit),
		"login_name": doc.id_masked,
		"password": word,
		"address": frappe.utils.get_url("/login"),
	}


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("更正身份证")
def correct_id_number(member: str, id_number: str) -> dict:
	"""A mistyped number, before the person has applied for anything."""
	frappe.form_dict.pop("id_number", None)
	permissions.require_change_member(frappe.session.user, member)
	doc = frappe.get_doc("Unit Member", member)
	doc.id_number = id_number
	records.save(doc)
	return {"id_masked": doc.id_masked, "warning": identity.warning(id_number)}


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("更改手机号码")
def correct_mobile(member: str, mobile: str = "") -> dict:
	"""更改手机号码: the form shows the mask alone, so the new number is asked for beside it."""
	frappe.form_dict.pop("mobile", None)
	permissions.require_change_member(frappe.session.user, member)
	return {"mobile_masked": members.set_mobile(member, mobile).mobile_masked}


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("查看完整号码")
def reveal(member: str, reason: str) -> dict:
	"""显示完整号码: ID number and telephone for who keeps this person and says why."""
	permissions.require_change_member(frappe.session.user, member)
	return reveals.reveal_person(member, reason)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def allowed(member: str) -> dict:
	"""What the form offers to this user."""
	user = frappe.session.user
	if not permissions.can_change_member(user, member):
		return {"change": False}
	account = frappe.db.get_value("Unit Member", member, "user")
	enrolled = second_factor.is_enrolled(account)
	return {"change": True, "locked": lockout.is_locked(account), "second_factor": enrolled}


@frappe.whitelist(methods=["POST"])
@spoken
def unlock(member: str) -> None:
	"""解除锁定: the person knows the password again; the old one goes on."""
	permissions.require_change_member(frappe.session.user, member)
	doc = frappe.get_doc("Unit Member", member)
	lockout.unlock(doc.user, title=doc.member_name)


@frappe.whitelist(methods=["POST"])
@spoken
def reset_second_factor(member: str) -> None:
	"""重置二次验证: the device is lost; the person enrols anew at the next log-in where his role demands it."""
	permissions.require_change_member(frappe.session.user, member)
	doc = frappe.get_doc("Unit Member", member)
	second_factor.reset(doc.user)
	accounts.end_sessions(doc.user)
	act_log.record("重置二次验证", unit=doc.unit, detail=doc.member_name)


def _roles(member: str) -> dict:
	unit = frappe.db.get_value("Unit Member", member, "unit")
	held = frappe.get_all(
		"Unit Member Role",
		filters={"parent": member, "parenttype": "Unit Member"},
		order_by="idx",
		pluck="role",
	)
	offered = [role.value for role in role_grants.grantable(unit, frappe.session.user)]
	return {"held": held, "offered": offered}
