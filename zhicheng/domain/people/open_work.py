"""No case is left without somebody who can act on it: units and clerks go after their open work (domain 5.6, case 11)."""

from frappe import _

from zhicheng.domain.queries import applications
from zhicheng.domain.queries import members as queries
from zhicheng.exceptions import UnitInUse

ENABLED = "启用"


def require_unit_free(doc) -> None:
	"""A unit is disabled when none of its rows is open.

	:raises UnitInUse: with the number of open rows
	"""
	before = doc.get_doc_before_save()
	if not before or before.status != ENABLED or doc.status == ENABLED:
		return
	waiting = applications.waiting_at(doc.name)
	if waiting:
		message = _("“{0}”还有{1}件待办业务，办完或由申报人撤回后才能停用。")
		raise UnitInUse(message.format(doc.unit_name, len(waiting)))


def require_replaceable(doc) -> None:
	"""A clerk leaves his unit or role, or is disabled, when somebody else can act on what waits for that role there.

	:raises UnitInUse: naming the role and the number of open rows
	"""
	before = doc.get_doc_before_save()
	for unit, role in sorted(_places(before) - _places(doc)):
		others = {holder["user"] for holder in queries.holders(unit, role)} - {doc.user}
		# a colleague who applied himself cannot take his own case over
		stuck = [row for row in applications.waiting_at(unit, role) if not others - {row.case_applicant}]
		if stuck:
			message = _("还有{0}件待办业务等“{1}”以“{2}”办理，本单位没有其他人可以接办。请先给另一位经办人员分配该角色。")
			raise UnitInUse(message.format(len(stuck), doc.member_name, role))


def _places(doc) -> set[tuple[str, str]]:
	if not doc or doc.status != ENABLED:
		return set()
	return {(doc.unit, row.role) for row in doc.member_roles}
