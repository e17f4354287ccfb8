"""The committee's result as a tally, and the final approval (design 4.4, 4.8; Order 40 of 2019)."""

from frappe import _
from frappe.utils import cint, getdate, nowdate

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
	numbers = []
	for key, label in (("members", "委员总人数"), ("present", "参加人数"), ("yes", "赞成票数"), ("no", "反对或弃权票数")):
		value = (tally or {}).get(key)
		if not str(value if value is not None else "").strip().isdigit():
			raise TallyInvalid(_("请填写{0}，须是整数。").format(_(label)))
		numbers.append(cint(value))
	if not numbers[0]:
		raise TallyInvalid(_("委员总人数不能为0。"))
	return tuple(numbers)


def tally_columns(tally: dict) -> dict:
	"""The columns of the case for a tally; the date is not in the future."""
	result = outcome(tally)
	members, present, yes, no = _numbers(tally)
	date = getdate(tally.get("date") or nowdate())
	if date > getdate(nowdate()):
		raise TallyInvalid(_("评审日期不能晚于今天。"))
	return {
		"tally_members": members, "tally_present": present, "tally_yes": yes, "tally_no": no,
		"tally_result": result, "tally_date": date, "tally_remark": tally.get("remark") or "", "tally_entered": 1,
	}  # fmt: skip


def correction(case: dict, columns: dict) -> str:
	"""What a result that was entered again said before, and says now; for the log (design 4.4)."""
	said = "{tally_present}人参加、赞成{tally_yes}、反对或弃权{tally_no}：{tally_result}"
	before, now = said.format(**case), said.format(**columns)
	return _("原结果 {0}；更正为 {1}").format(before, now)


def final_columns(case: dict, final: dict | None) -> dict:
	"""Document number and date of the final approval; the title counts from the day of the vote unless said.

	:raises TallyInvalid: when the number or the date is missing or in the future
	"""
	final = final or {}
	if not (final.get("result_doc_no") or "").strip():
		raise TallyInvalid(_("请填写批准文号。"))
	if not final.get("result_date"):
		raise TallyInvalid(_("请填写批准日期。"))
	date = getdate(final["result_date"])
	if date > getdate(nowdate()):
		raise TallyInvalid(_("批准日期不能晚于今天。"))
	return {
		"result_doc_no": final["result_doc_no"].strip(),
		"result_date": date,
		"qualified_on": getdate(final.get("qualified_on") or case.tally_date or date),
		"certificate_no": (final.get("certificate_no") or "").strip(),
	}
