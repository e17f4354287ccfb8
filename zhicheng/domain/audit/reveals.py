"""显示完整号码: ID number and telephone of a person, masked until a clerk says why he needs them whole."""

import frappe

from zhicheng.domain.approval import snapshots
from zhicheng.domain.audit import views
from zhicheng.domain.dossier import dossier_person
from zhicheng.domain.people import identity
from zhicheng.domain.queries import applications, dossiers
from zhicheng.exceptions import ReasonMissing, TooManyReveals

SHORTEST_REASON, LONGEST_REASON = 4, 200
# an office checks identities by the dozen; a script would take them by the thousand
MOST_PER_HOUR = 120
HOUR = 3600


def reveal(application: str, reason: str) -> dict:
	"""Both numbers as {field of the dossier: text}; the caller has asked whether the case may be read.

	The row of the log is written in the same transaction: no row, no number.

	:raises ReasonMissing: without a reason
	:raises TooManyReveals: after so many in an hour
	"""
	reason = _reason(reason)
	user = frappe.session.user
	_count(user)
	case = applications.case(application)
	views.entry(views.REVEAL, user, application=application, reason=reason).db_insert()
	return {"id_masked": dossier_person.id_number(case.member), "mobile": _mobile(application)}


def reveal_person(member: str, reason: str) -> dict:
	"""As above, of a user in 用户管理; the caller has asked whether this clerk keeps the person."""
	reason = _reason(reason)
	user = frappe.session.user
	_count(user)
	person = frappe.db.get_value("Unit Member", member, ["member_name", "id_number", "mobile"], as_dict=True)
	views.entry(views.REVEAL, user, application="", about=person.member_name, reason=reason).db_insert()
	return {"id_masked": identity.unseal(person.id_number), "mobile_masked": identity.unseal(person.mobile)}


def _reason(reason: str) -> str:
	reason = (reason or "").strip()
	if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
		raise ReasonMissing("查看完整的身份证号和电话须写明理由（4至200个字），理由会记入日志。")
	return reason


def _mobile(application: str) -> str:
	"""As submitted last, as the reviewers see the dossier; of a case never submitted as it stands."""
	taken = snapshots.latest(application)
	if not taken:
		return dossiers.dossier(application).mobile or ""
	fields = (field for section in taken.content["sections"] for field in section.get("fields") or ())
	return next((field["value"] or "" for field in fields if field["fieldname"] == "mobile"), "")


def _count(user: str) -> None:
	key = frappe.cache.make_key(f"zhicheng_reveals:{user}")
	number = frappe.cache.incr(key)
	if number == 1 or frappe.cache.ttl(key) < 0:
		frappe.cache.expire(key, HOUR)
	if number > MOST_PER_HOUR:
		raise TooManyReveals(f"一小时内最多查看 {MOST_PER_HOUR} 次完整号码，请稍后再试。")
