"""Who may write into a dossier, and when: its applicant, while the case is a draft (design 4.4)."""

import json

import frappe
from frappe.utils import cint, now

from zhicheng.constants import State
from zhicheng.domain.dossier.section_fields import DOSSIER
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierInvalid, DossierLocked

# beside the sections' numbers: the highest one before the dossier was emptied
_EMPTIED = "emptied"
_WHY_LOCKED = {
	State.RETURNED.value: "申报已被退回，请先在“待办业务”中查看原因并点击“撤回”，再来修改。",
	State.VOIDED.value: "本次申报流程已作废，材料不能再修改。",
	State.DELETED.value: "本次申报已删除，材料不能再修改。",
	State.PASSED.value: "本次申报已办结，材料不能再修改。",
	State.FAILED.value: "本次申报已办结，材料不能再修改。",
}


def is_editable(case: dict, user: str) -> bool:
	return case.applicant == user and case.workflow_state == State.DRAFT


def lock_draft(application: str, user: str) -> tuple[frappe._dict, frappe._dict]:
	"""The case, locked until the end of the request, and its dossier; refused unless the user may edit now."""
	return require_draft(application, user, lock=True)


def require_draft(application: str, user: str, *, lock: bool = False) -> tuple[frappe._dict, frappe._dict]:
	"""The same without the lock: for slow work, such as looking through a file, that comes before a write."""
	case = dossiers.case(application, lock=lock)
	if case.applicant != user:
		raise frappe.PermissionError("只有申报人本人可以修改档案袋。")
	if case.workflow_state != State.DRAFT:
		raise DossierLocked(
			_WHY_LOCKED.get(case.workflow_state, "申报已提交，材料不能修改；在上级单位审核之前，可到“已办业务”中撤回。")
		)
	return case, dossiers.dossier(application, lock=lock)


def section_revision(dossier: dict, section: str) -> int:
	"""Counts the saves of a section; below zero while 首页 has only been saved by itself."""
	return cint(json.loads(dossier.section_revisions or "{}").get(section))


def emptied(dossier: dict) -> str:
	"""`section_revisions` of a dossier that is emptied: no section is begun, and no number comes a second time."""
	numbers = json.loads(dossier.section_revisions or "{}").values()
	return json.dumps({_EMPTIED: max((abs(cint(number)) for number in numbers), default=0)})


def is_begun(dossier: dict) -> bool:
	"""保存数据 on 首页 has been pressed once: the other sections are open (manual 4.1)."""
	return section_revision(dossier, SECTIONS[0].key) > 0


def write(dossier: dict, section: str, values: dict, *, auto: bool = False) -> int:
	"""Write changed columns of the dossier's own row and count the save; gives the section's new revision."""
	number = max(abs(section_revision(dossier, section)), section_revision(dossier, _EMPTIED)) + 1
	if auto and section == SECTIONS[0].key and not is_begun(dossier):
		number = -number
	_write(dossier, section, number, values)
	return number


def touch(dossier: dict, section: str) -> None:
	"""A proof came or went: the section is begun, yet what is being typed in it has not become stale."""
	_write(dossier, section, section_revision(dossier, section), {})


def _write(dossier: dict, section: str, number: int, values: dict) -> None:
	revisions = {**json.loads(dossier.section_revisions or "{}"), section: number}
	columns = {
		**values,
		"revision": cint(dossier.revision) + 1,
		"section_revisions": json.dumps(revisions),
		"modified": now(),
		"modified_by": frappe.session.user,
	}
	frappe.db.set_value(DOSSIER, dossier.name, columns, update_modified=False)
	frappe.clear_document_cache(DOSSIER, dossier.name)
	dossier.update(columns)


def refuse_invalid(errors: list[dict]) -> None:
	"""Say all that is wrong at once; nothing of the section has been written."""
	if not errors:
		return
	said = "".join(_sentence(error) for error in errors[:5])
	more = f"另有 {len(errors) - 5} 处。" if len(errors) > 5 else ""
	raise DossierInvalid(f"这一部分没有保存：{said}{more}", errors=errors)


def _sentence(error: dict) -> str:
	return (f"第 {error['row_no']} 行：" if error.get("row_no") else "") + error["message"]
