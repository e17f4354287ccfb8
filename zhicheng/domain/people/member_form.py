"""The checks of the user form (manuals 3.1.2.3; domain 3.2) and the account that follows the member."""

import frappe
from frappe.utils import now_datetime

from zhicheng.domain import settings
from zhicheng.domain.accounts import accounts
from zhicheng.domain.people import identity, members, open_work, role_grants
from zhicheng.domain.people.unit_form import MOBILE
from zhicheng.domain.queries import members as queries
from zhicheng.domain.queries import units
from zhicheng.exceptions import IdNumberInvalid, Refusal, RoleNotAllowed, UnitInvalid

# what only the system writes
SYSTEM_FIELDS = (
	"user", "id_hash", "id_masked", "mobile_masked", "gender", "birth_date", "must_change_password", "first_password_issued_on",
	"password_set_on", "privacy_accepted_on", "privacy_version", "created_by_unit",
	"email_confirmed", "email_confirmed_on", "no_digest_mail", "no_urgent_mail", "digest_sent_on",
)  # fmt: skip


def prepare(doc, user: str) -> None:
	"""Trim what was typed; take what only the system writes from the record, never from the form."""
	for fieldname in ("member_name", "mobile", "email", "job_title"):
		doc.set(fieldname, (doc.get(fieldname) or "").strip())
	before = doc.get_doc_before_save()
	for fieldname in SYSTEM_FIELDS:
		doc.set(fieldname, before.get(fieldname) if before else None)
	if before is None:
		member = members.member_of(user)
		doc.created_by_unit = member.unit if member else None
		doc.must_change_password = 1
	_stamp_grants(doc, before, user)


def check(doc, user: str) -> None:
	"""All checks; the first broken rule is told."""
	for _fieldname, rule in CHECKS:
		rule(doc, user)


def faults(doc, user: str) -> list[tuple[str, str]]:
	"""All checks, each told with its field: what a table of people shows beside its cells."""
	found = []
	for fieldname, rule in CHECKS:
		try:
			rule(doc, user)
		except Refusal as refusal:
			found.append((fieldname, str(refusal)))
	return found


def make_account(doc) -> None:
	"""Last, after every check: a refused form must leave no account behind."""
	if not doc.user:
		doc.user = accounts.create_user(doc.member_name, role_names(doc), enabled=is_enabled(doc))


def sync_account(doc) -> None:
	"""Name, roles and state follow; who is transferred logs in anew, so that no open page shows his old unit."""
	members.forget(doc.user)
	accounts.sync_user(
		doc.user, member_name=doc.member_name, roles=role_names(doc), enabled=is_enabled(doc)
	)
	before = doc.get_doc_before_save()
	if before and before.unit != doc.unit:
		accounts.end_sessions(doc.user)


def give_fixed_password(doc) -> None:
	"""Where the site uses one fixed first password, as the manuals do, it is there from the start."""
	if settings.first_password_fixed():
		members.issue_first_password(doc.name)


def role_names(doc) -> list[str]:
	return [row.role for row in doc.member_roles]


def is_enabled(doc) -> bool:
	return doc.status == queries.ENABLED


def _stamp_grants(doc, before, user: str) -> None:
	known = {row.role: row for row in before.member_roles} if before else {}
	kept = {}
	for row in doc.member_roles:
		old = known.get(row.role)
		row.granted_by = old.granted_by if old else user
		row.granted_on = old.granted_on if old else now_datetime()
		kept.setdefault(row.role, row)
	doc.set("member_roles", list(kept.values()))


def _check_unit(doc, user: str) -> None:
	unit = units.get_unit(doc.unit)
	before = doc.get_doc_before_save()
	if before and before.unit == doc.unit:
		return
	if unit.status != units.ENABLED:
		raise UnitInvalid(f"单位“{unit.unit_name}”已停用，不能添加用户。请选择其他单位。")
	member = members.member_of(user)
	if before and member and not all(
		role_grants.is_clerk_above(member, name) for name in (before.unit, doc.unit)
	):
		raise RoleNotAllowed("调动用户须由两个单位共同的上级单位办理，请联系上级单位。")


def _check_name(doc, user: str) -> None:
	if not doc.member_name:
		raise UnitInvalid("请填写用户名，即与居民身份证一致的姓名。")


def _take_mobile(doc, user: str) -> None:
	"""Check a new telephone, keep it sealed; what lists and forms show is its mask."""
	before = doc.get_doc_before_save()
	if before and (before.mobile or "") == doc.mobile:
		return
	if doc.mobile and not MOBILE.fullmatch(doc.mobile):
		raise UnitInvalid("手机号码应为11位数字，请检查。")
	doc.mobile_masked = identity.mask_mobile(doc.mobile)
	doc.mobile = identity.seal(doc.mobile) if doc.mobile else ""


def _check_email(doc, user: str) -> None:
	if doc.email and not frappe.utils.validate_email_address(doc.email):
		raise UnitInvalid("电子邮箱的格式不对，请检查。")


def _take_id_number(doc, user: str) -> None:
	"""Check a new number, keep it sealed; hash, mask, sex and birth date follow from it."""
	before = doc.get_doc_before_save()
	if before and before.id_number == doc.id_number:
		return
	if before and members.member_of(user) and queries.has_cases(doc.name):
		raise IdNumberInvalid("该用户已有申报记录，身份证号码只能由安全管理员更正。")
	number = identity.check_id_number(doc.id_number)
	doc.id_hash = identity.hash_id(number)
	holder = queries.by_id_hash(doc.id_hash)
	if holder and holder.name != doc.name:
		raise IdNumberInvalid(
			"这个身份证号码已有用户，同一人只能有一个账号。如为调入人员，请联系两个单位共同的上级单位办理调动。"
		)
	doc.id_masked = identity.mask_id(number)
	doc.gender = identity.gender(number)
	doc.birth_date = identity.birth_date(number)
	doc.id_number = identity.seal(number)


def _check_open_work(doc, user: str) -> None:
	open_work.require_replaceable(doc)


# every check with the field that its sentence is about, in the order in which the form tells them
CHECKS = (
	("unit", _check_unit),
	("member_name", _check_name),
	("mobile", _take_mobile),
	("email", _check_email),
	("id_number", _take_id_number),
	("member_roles", role_grants.check_change),
	("member_roles", _check_open_work),
)
