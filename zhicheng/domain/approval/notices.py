"""Which notices a person may apply under, and when (manual 4.1.1.1, domain 4.0)."""

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

from zhicheng.constants import Role
from zhicheng.domain.people import members
from zhicheng.domain.queries import regions
from zhicheng.exceptions import NotEligible, NoticeClosed

PUBLISHED = "发布"
SHOWN = (PUBLISHED, "截止")
FIELDS = (
	"name", "title", "doc_no", "declare_year", "level", "series", "committee", "apply_from", "apply_to",
	"resubmit_deadline", "status", "eligible_region", "contact",
)  # fmt: skip


def offered(level: str, search: str = "") -> list[dict]:
	"""The notices of a level for the session's user: open ones first, the others with the reason.

	:param search: part of the name or of the document number
	:return: FIELDS of each plus `open` and `why_not`
	"""
	member = members.member_of(frappe.session.user)
	filters = {"level": level, "status": ["in", SHOWN]}
	search = (search or "").strip()
	like = ["like", f"%{search}%"]
	either = {"title": like, "doc_no": like, "series": like} if search else None
	rows = frappe.get_all(
		"Evaluation Notice", filters=filters, or_filters=either, fields=list(FIELDS), order_by="apply_to desc"
	)
	for row in rows:
		row.why_not = why_not(row, member.unit if member else None)
		row.open = not row.why_not
	return sorted(rows, key=lambda row: not row.open)


def require_open(notice: str, unit: str) -> frappe._dict:
	"""The notice, if a person of the unit may apply under it now.

	:raises NoticeClosed: not published, not begun or over
	:raises NotEligible: the unit's category or region is outside its scope
	"""
	row = frappe.db.get_value("Evaluation Notice", notice, FIELDS, as_dict=True)
	if not row:
		raise NoticeClosed(_("申报通知不存在，请重新选择。"))
	closed = _closed(row, until=row.apply_to)
	if closed:
		raise NoticeClosed(closed)
	outside = _outside(row, unit)
	if outside:
		raise NotEligible(outside)
	return row


def require_resubmission_open(notice: str) -> None:
	"""A corrected dossier may be sent again until the notice's resubmission deadline.

	:raises NoticeClosed: afterwards; the server's time of receipt counts
	"""
	row = frappe.db.get_value("Evaluation Notice", notice, FIELDS, as_dict=True)
	until = row.resubmit_deadline or row.apply_to
	if now_datetime() > get_datetime(until):
		message = _("补正后再次提交的时间已于{0}截止，不能再提交。如有疑问请联系：{1}。")
		raise NoticeClosed(message.format(_minute(until), row.contact or _("通知发布单位")))


def why_not(row: dict, unit: str | None) -> str:
	"""Why a person of this unit cannot apply under the notice; empty when he can."""
	if not unit:
		return _("您还没有所属单位，请联系本单位经办人员。")
	return _closed(row, until=row.apply_to) or _outside(row, unit)


def _closed(row: dict, *, until) -> str:
	if row.status != PUBLISHED:
		return _("“{0}”已截止或尚未发布。").format(row.title)
	if now_datetime() < get_datetime(row.apply_from):
		return _("“{0}”从{1}开始申报。").format(row.title, _minute(row.apply_from))
	if now_datetime() > get_datetime(until):
		return _("“{0}”已于{1}截止申报。").format(row.title, _minute(until))
	return ""


def _outside(row: dict, unit: str) -> str:
	category, region = frappe.db.get_value("Unit", unit, ["unit_category", "region"])
	allowed = frappe.get_all("Notice Unit Category", filters={"parent": row.name}, pluck="unit_category")
	if allowed and category not in allowed:
		name = frappe.get_cached_value("Unit Category", category, "category_name")
		return _("您单位的隶属关系“{0}”不在本通知的申报范围内。").format(name)
	if row.eligible_region and row.eligible_region not in regions.ancestors(region):
		return _("您单位所属行政区域不在本通知的申报范围内。")
	return ""


def require_applicant_member(user: str) -> frappe._dict:
	"""The enabled member behind the user, who must hold the applicant's role.

	:raises NotEligible: otherwise
	"""
	member = members.member_of(user)
	if not member or member.status != "启用" or Role.APPLICANT not in member.roles:
		raise NotEligible(_("您的账号没有“申报人(职称)”角色，请联系本单位经办人员。"))
	return member


def _minute(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm")
