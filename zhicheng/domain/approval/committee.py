"""The committee's result as a tally, and the final approval (design 4.4, 4.8; Order 40 of 2019)."""

from datetime import date

from frappe import _
from frappe.utils import getdate, nowdate

from zhicheng.domain.approval import inputs
from zhicheng.exceptions import TallyInvalid

PASSED, FAILED = "通过", "未通过"


def outcome(tally: dict | None) -> str:
	"""通过 when yes ≥ 2/3 of those present; integers only.

	:param tally: members, present, yes, no (against or abstained)
	:raises TallyInvalid: when a number is missing, the numbers contradict each other or the quorum of 2/3 is missed
	"""
	members, present, yes, no = _numbers(tally)
	if present > members:
		raise TallyInvalid(_("参加人数{0}不能多于委员总人数{1}。").format(present, members))
	if present * 3 < members * 2:
		raise TallyInvalid(_("参加人数须达到委员总人数的三分之二：{0}人中至少{1}人。").format(members, -(-members * 2 // 3)))
	if yes + no != present:
		raise TallyInvalid(_("赞成{0}票加反对或弃权{1}票，应等于参加人数{2}。").format(yes, no, present))
	return PASSED if yes * 3 >= present * 2 else FAILED


def _numbers(tally: dict | None) -> tuple[int, int, int, int]:
	given = inputs.mapping(tally, _("评审结果"), TallyInvalid)
	labels = {"members": "委员总人数", "present": "参加人数", "yes": "赞成票数", "no": "反对或弃权票数"}
	numbers = [inputs.count(given.get(key), _(label), TallyInvalid) for key, label in labels.items()]
	if not numbers[0]:
		raise TallyInvalid(_("委员总人数不能为0。"))
	return tuple(numbers)


def tally_columns(case: dict, tally: dict) -> dict:
	"""The columns of the case for a tally; the date lies between the first submission and today.

	:raises TallyInvalid: when the numbers or the date cannot be
	"""
	result = outcome(tally)
	members, present, yes, no = _numbers(tally)
	voted_on = inputs.day(tally.get("date"), _("评审日期"), TallyInvalid) or getdate(nowdate())
	_check_day(case, voted_on, _("评审日期"))
	return {
		"tally_members": members, "tally_present": present, "tally_yes": yes, "tally_no": no,
		"tally_result": result, "tally_date": voted_on, "tally_entered": 1,
		"tally_remark": inputs.text(tally.get("remark"), _("备注"), TallyInvalid, limit=1000) or "",
		"tally_defence": inputs.text(tally.get("defence"), _("答辩情况"), TallyInvalid, limit=1000) or "",
	}  # fmt: skip


def recorded(case: dict) -> dict | None:
	"""What was entered last, by the names under which it is given again; None where no result was entered yet."""
	if not case.tally_entered:
		return None
	return {name: case[f"tally_{name}"] for name in ("members", "present", "yes", "no", "date", "defence", "remark")}


def correction(case: dict, columns: dict) -> str:
	"""What a result that was entered again said before, and says now; for the log (design 4.4)."""
	said = "{tally_present}人参加、赞成{tally_yes}、反对或弃权{tally_no}：{tally_result}"
	before, now = said.format(**case), said.format(**columns)
	return _("原结果 {0}；更正为 {1}").format(before, now)


def final_columns(case: dict, final: dict | None) -> dict:
	"""Document number and date of the final approval; the title counts from the day of the vote unless said.

	:raises TallyInvalid: when the number or the date is missing, or a date lies before the submission or in the future
	"""
	final = inputs.mapping(final, _("终审结果"), TallyInvalid)
	number = inputs.text(final.get("result_doc_no"), _("批准文号"), TallyInvalid, limit=140)
	approved_on = inputs.day(final.get("result_date"), _("批准日期"), TallyInvalid)
	qualified = inputs.day(final.get("qualified_on"), _("资格取得时间"), TallyInvalid) or case.tally_date or approved_on
	if not number:
		raise TallyInvalid(_("请填写批准文号。"))
	if not approved_on:
		raise TallyInvalid(_("请填写批准日期。"))
	for day, label in ((approved_on, _("批准日期")), (getdate(qualified), _("资格取得时间"))):
		_check_day(case, day, label)
	certificate = inputs.text(final.get("certificate_no"), _("证书编号"), TallyInvalid, limit=140)
	columns = {"result_doc_no": number, "result_date": approved_on, "qualified_on": qualified}
	return {**columns, "certificate_no": certificate or ""}


def _check_day(case: dict, day: date, label: str) -> None:
	if day > getdate(nowdate()):
		raise TallyInvalid(_("{0}不能晚于今天。").format(label))
	if day < getdate(case.first_submitted_on):
		raise TallyInvalid(_("{0}不能早于申报提交的日期。").format(label))
