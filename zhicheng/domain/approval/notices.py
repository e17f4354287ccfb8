"""Which notices a person may apply under, and when (manual 4.1.1.1, domain 4.0)."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from zhicheng.constants import Level, Role
from zhicheng.domain.approval import notice_times
from zhicheng.domain.approval.notice_scope import Scope, outside
from zhicheng.domain.people import members
from zhicheng.exceptions import NotEligible, NoticeClosed

PUBLISHED = "发布"
SHOWN = (PUBLISHED, "截止")
FIELDS = (
	"name", "title", "doc_no", "declare_year", "level", "series", "committee", "apply_from", "apply_to",
	"resubmit_deadline", "status", "eligible_region", "contact",
)  # fmt: skip
SEARCHED = ("title", "doc_no", "series", "committee_name", "declare_year")


def offered(level: str, search: str = "") -> list[dict]:
	"""The notices of a level for the session's user: open ones first, the others with the reason.

	:param search: words of which each stands in title, document number, series, committee or year
	:return: FIELDS of each plus `open`, `why_not`, `left` (the time in words) and `hurry`
	"""
	return offered_by_level(search)[level]


def offered_by_level(search: str = "") -> dict[str, list[dict]]:
	"""As above for all three levels, so that a search also tells where else something was found."""
	rows = frappe.get_all(
		"Evaluation Notice", filters={"status": ["in", SHOWN]}, fields=list(FIELDS), order_by="apply_to desc"
	)
	names = _committee_names()
	scope = Scope(members.member_of(frappe.session.user), rows)
	found = {str(level): [] for level in Level}
	for row in rows:
		row.committee_name = names.get(row.committee, "")
		if not _holds(row, search):
			continue
		row.why_not = closed(row, until=row.apply_to) or scope.why_not(row)
		row.open = not row.why_not
		row.update(notice_times.left(row))
		found[row.level].append(row)
	return {level: sorted(listed, key=_order) for level, listed in found.items()}


def require_open(notice: str, unit: str) -> frappe._dict:
	"""The notice, if a person of the unit may apply under it now.

	:raises NoticeClosed: not published, not begun or over
	:raises NotEligible: the unit's category or region is outside its scope
	"""
	row = frappe.db.get_value("Evaluation Notice", notice, FIELDS, as_dict=True)
	if not row:
		raise NoticeClosed(_("申报通知不存在，请重新选择。"))
	over = closed(row, until=row.apply_to)
	if over:
		raise NoticeClosed(over)
	reason = outside(row, unit)
	if reason:
		raise NotEligible(reason)
	return row


def require_resubmission_open(notice: str) -> None:
	"""A corrected dossier may be sent again until the notice's resubmission deadline.

	:raises NoticeClosed: afterwards; the server's time of receipt counts
	"""
	row = frappe.db.get_value("Evaluation Notice", notice, FIELDS, as_dict=True)
	until = row.resubmit_deadline or row.apply_to
	if now_datetime() > get_datetime(until):
		message = _("补正后再次提交的时间已于{0}截止，不能再提交。如有疑问请联系：{1}。")
		raise NoticeClosed(message.format(notice_times.minute(until), row.contact or _("通知发布单位")))


def closed(row: dict, *, until) -> str:
	"""Why nobody can apply under the notice now; empty while it is open."""
	if row.status != PUBLISHED:
		words = _("“{0}”已截止申报。") if row.status in SHOWN else _("“{0}”尚未发布或已归档。")
		return words.format(row.title)
	if now_datetime() < get_datetime(row.apply_from):
		return _("“{0}”从{1}开始申报。").format(row.title, notice_times.minute(row.apply_from))
	if now_datetime() > get_datetime(until):
		return _("“{0}”已于{1}截止申报。").format(row.title, notice_times.minute(until))
	return ""


def require_applicant_member(user: str) -> frappe._dict:
	"""The enabled member behind the user, who must hold the applicant's role.

	:raises NotEligible: otherwise
	"""
	member = members.member_of(user)
	if not member or member.status != "启用" or Role.APPLICANT not in member.roles:
		raise NotEligible(_("您的账号没有“申报人(职称)”角色，请联系本单位经办人员。"))
	return member


def _committee_names() -> dict[str, str]:
	rows = frappe.get_all("Evaluation Committee", fields=["name", "committee_name"], as_list=True)
	return dict(rows)


def _holds(row: dict, search: str) -> bool:
	text = " ".join(str(row.get(key) or "") for key in SEARCHED).lower()
	return all(word in text for word in (search or "").lower().split())


def _order(row: dict) -> tuple:
	"""Open ones first, the next deadline on top; the others newest first."""
	ends = get_datetime(row.apply_to).timestamp()
	return (0, ends) if row.open else (1, -ends)
