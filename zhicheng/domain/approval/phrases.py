"""The library of opinions and of reasons: general ones by the administrator, own ones by each office."""

import frappe
from frappe import _

from zhicheng.constants import CLERK_ROLES, Action
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import inputs
from zhicheng.domain.people import members
from zhicheng.exceptions import ActionNotAllowed, NotYourStage

PHRASE, REASON = "Opinion Phrase", "Return Reason"
LABELS = {PHRASE: "常用意见", REASON: "常用理由"}
NARROWS = {PHRASE: "stage", REASON: "action"}
REASON_ACTIONS = tuple(str(action) for action in (Action.RETURN, Action.REJECT, Action.VOID))
MOST, LONGEST = 50, 500


def offered(doctype: str, narrow: str = "") -> dict:
	"""What the session's user may choose from.

	:param doctype: Opinion Phrase or Return Reason
	:param narrow: a stage for phrases, an action for reasons; rows that name none fit all
	:return: {own, general}: texts
	:raises NotYourStage: for who is no clerk
	"""
	member = members.member_of(frappe.session.user)
	if member and not any(role in CLERK_ROLES for role in member.roles):
		raise NotYourStage(_("只有经办人员可以使用{0}。").format(LABELS[doctype]))
	fits = ["in", ["", narrow]]
	own = _texts(doctype, {"unit": member.unit, NARROWS[doctype]: fits}) if member else []
	general = _texts(doctype, {"unit": ["is", "not set"], NARROWS[doctype]: fits})
	return {"own": own, "general": [text for text in general if text not in own]}


def _texts(doctype: str, filters: dict) -> list[str]:
	rows = frappe.get_all(doctype, filters=filters, fields=["text"], order_by="position asc, creation asc")
	return list(dict.fromkeys(row.text for row in rows))


def keep_own(doctype: str, texts: object) -> dict:
	"""Replace the own list of the session user's unit; what an administrator gave it for one stage or act alone stays.

	:raises: NotYourStage, ActionNotAllowed
	"""
	member = members.member_of(frappe.session.user)
	if not member or not any(role in CLERK_ROLES for role in member.roles):
		raise NotYourStage(_("只有经办人员可以维护本单位的{0}。").format(LABELS[doctype]))
	wanted = _read(doctype, texts)
	shown = {"unit": member.unit, NARROWS[doctype]: ["is", "not set"]}
	present = {row.text: row for row in frappe.get_all(doctype, filters=shown, fields=["name", "text"])}
	for text, row in present.items():
		if text not in wanted:
			records.delete(doctype, row.name)
	for position, text in enumerate(wanted, start=1):
		if text in present:
			frappe.db.set_value(doctype, present[text].name, "position", position)
			continue
		row = frappe.new_doc(doctype)
		row.update({"unit": member.unit, "position": position, "text": text})
		records.insert(row)
	act_log.record(f"维护{LABELS[doctype]}", unit=member.unit, detail=_("共{0}条").format(len(wanted)))
	return {"own": wanted, "sentence": _("本单位的{0}已保存，共{1}条。").format(LABELS[doctype], len(wanted))}


def _read(doctype: str, texts: object) -> list[str]:
	if not isinstance(texts, list) or len(texts) > MOST:
		raise ActionNotAllowed(_("{0}最多保存{1}条。").format(LABELS[doctype], MOST))
	read = [inputs.text(text, LABELS[doctype], ActionNotAllowed, limit=LONGEST) for text in texts]
	return list(dict.fromkeys(text for text in read if text))
