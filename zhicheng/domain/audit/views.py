"""Who looked at whose dossier: noted by a queued job, told to the applicant (anchors 2.1 #19, 5.5 个人信息保护).

A page that shows personal data calls `note`: it sends no statement of SQL of its own, a worker writes the row. The same
person, dossier and kind within ten minutes is one row. Nobody's look at his own dossier is noted.
"""

import hashlib

import frappe
from frappe.utils import add_to_date, get_datetime, now

from zhicheng.domain import act_log, client
from zhicheng.domain.people import members

LOG = "Act Log"
READ, PROOF, PRINT, RECEIPT, WHOLE = "查看申报材料", "查看附件", "打印申报表", "打印回执", "下载整卷材料"
REVEAL, EXPORT, PERSON = "查看完整号码", "导出完整号码", "查看用户资料"
# what the applicant is told of; 查看用户资料 belongs to no dossier
OF_DOSSIER = (READ, PROOF, PRINT, RECEIPT, WHOLE, REVEAL, EXPORT)
MINUTES = 10


def note(what: str, *, application: str = "", member: str = "") -> None:
	"""The session's user is being shown personal data: let a worker write it down, once in ten minutes.

	The answer is not given where it cannot be noted: the queue's failure passes on.
	"""
	user = frappe.session.user
	# a Website User is an applicant: the permissions show him his own dossiers and no others
	if user == "Guest" or (frappe.session.data or {}).get("user_type") == "Website User":
		return
	key = _key(user, what, application or member)
	if not frappe.cache.set(key, 1, ex=MINUTES * 60, nx=True):
		return
	seen = {"who": user, "what": what, "case": application, "person": member, "when": now(), "address": client.address()}
	try:
		frappe.enqueue("zhicheng.domain.audit.views.write", queue="short", **seen)
	except Exception:
		frappe.cache.delete(key)
		raise


def write(who: str, what: str, case: str, person: str, when: str, address: str) -> None:
	"""The worker's part; asks the table again, because what redis remembers may be lost."""
	if _is_own(who, case, person) or _is_known(who, what, case, person, when):
		return
	row = entry(what, who, application=case, about=person and frappe.db.get_value("Unit Member", person, "member_name") or "")
	row.update({"address": address or None, "creation": when, "modified": when})
	row.db_insert()


def entry(what: str, who: str, *, application: str, about: str = "", reason: str = ""):
	"""The row of a look, not written yet: unit and roles as they are now, and why."""
	member = members.member_of(who)
	roles = "、".join(str(role) for role in member.roles) if member else ""
	told = "；".join(filter(None, (about, roles, reason and f"理由：{reason}")))
	row = act_log.entry(what, application=application, unit=member.unit if member else "", detail=told)
	row.update({"owner": who, "user": who})
	return row


def note_exported(user: str, applications: list[str], reason: str) -> None:
	"""An export with whole numbers leaves a row at each case, in few statements, in the export's own transaction."""
	if not applications:
		return
	template = entry(EXPORT, user, application="", reason=reason)
	template.update({"creation": now(), "modified": now(), "modified_by": user})
	values = template.get_valid_dict(convert_dates_to_str=True)
	fields = list(values)
	rows = []
	for application in applications:
		row = {**values, "name": frappe.generate_hash(length=10), "application": application}
		rows.append([row[field] for field in fields])
	frappe.db.bulk_insert(LOG, fields=fields, values=rows, chunk_size=1000)


def forget(user: str, what: str, about: str) -> None:
	"""The next look is noted again; for tests."""
	frappe.cache.delete(_key(user, what, about))


def _is_own(who: str, case: str, person: str) -> bool:
	if case:
		return frappe.db.get_value("Title Application", case, "applicant") in (who, None)
	return frappe.db.get_value("Unit Member", person, "user") in (who, None)


def _is_known(who: str, what: str, case: str, person: str, when: str) -> bool:
	since = add_to_date(get_datetime(when), minutes=-MINUTES)
	filters = {"user": who, "act": what, "creation": ["between", [since, get_datetime(when)]]}
	if case:
		return bool(frappe.db.exists(LOG, {**filters, "application": case}))
	return False


def _key(user: str, what: str, about: str) -> str:
	mark = hashlib.sha256("|".join((user, what, about)).encode()).hexdigest()
	return frappe.cache.make_key(f"zhicheng_view:{mark}")
