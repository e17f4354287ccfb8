"""流程附件上传: what a stage's clerk adds to a case, 推荐材料, 公示材料, 委托材料 (manual 5.1, domain 5.3).

Later stages see all; the applicant sees 公示材料 only.
"""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from zhicheng.constants import Role
from zhicheng.domain import act_log, records, settings
from zhicheng.domain.approval import acting
from zhicheng.domain.audit import scrub
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, rows
from zhicheng.exceptions import FileRefused, NotYourStage

PROCESS_ATTACHMENT = "Process Attachment"
KINDS = ("推荐材料", "公示材料", "委托材料", "其他")
PUBLIC_NOTICE = "公示材料"
MAX_PER_CASE = 50
FIELDS = (
	"name", "kind", "title", "stage_name", "unit_name", "file", "file_name", "file_size", "mime", "sha256",
	"round_no", "uploaded_by_name", "uploaded_on",
)  # fmt: skip


def add(application: str, *, kind: str, title: str, content: bytes, file_name: str) -> dict:
	"""Keep one file beside the open row.

	:param kind: one of KINDS
	:param title: how the file is called in the list; empty takes the file's own name
	:raises: NotYourStage, OwnCase, FileRefused
	"""
	case = applications.locked(application)
	task = applications.open_task(application, for_update=True) if case else None
	acting.require_act(user=frappe.session.user, case=case, task=task)
	_require_role(case)
	if kind not in KINDS:
		raise FileRefused(_("请选择附件类别：{0}。").format("、".join(KINDS)))
	if frappe.db.count(PROCESS_ATTACHMENT, {"application": application}) >= MAX_PER_CASE:
		raise FileRefused(_("这份申报已有{0}个流程附件，不能再上传。").format(MAX_PER_CASE))
	checked = file_check.check(content, file_name)
	row = frappe.new_doc(PROCESS_ATTACHMENT)
	row.update({"application": application, "task": task.name, "round_no": case.round_no})
	row.update({"stage_name": task.stage_name, "unit_name": task.unit_name, "kind": kind})
	row.update({"title": scrub.clean((title or "").strip())[:140] or checked.file_name, "file_name": checked.file_name})
	row.update({"file_size": checked.size, "mime": checked.mime, "sha256": checked.sha256})
	row.update({"uploaded_by": frappe.session.user, "uploaded_on": now_datetime()})
	row.uploaded_by_name = members.member_of(frappe.session.user).member_name
	row.name = frappe.generate_hash(length=10)
	row.file = file_store.store(checked, doctype=PROCESS_ATTACHMENT, name=row.name)
	row.flags.name_set = True
	records.insert(row)
	act_log.record("流程附件上传", application=application, stage=task.stage, unit=task.unit, detail=kind)
	return {"name": row.name, "title": row.title, "sentence": _("附件上传成功。")}


def of_case(application: str, *, for_applicant: bool = False) -> list[frappe._dict]:
	"""The process attachments of a case in the order in which they were added."""
	public = {"kind": PUBLIC_NOTICE} if for_applicant else {}
	return rows.many(PROCESS_ATTACHMENT, FIELDS, ordered=("uploaded_on",), application=application, **public)


def one(application: str, attachment: str, *, for_applicant: bool = False) -> frappe._dict:
	"""One of them, if it belongs to this case and is for this reader.

	:raises frappe.DoesNotExistError: otherwise
	"""
	found = [row for row in of_case(application, for_applicant=for_applicant) if row.name == attachment]
	if not found:
		raise frappe.DoesNotExistError(_("没有找到这个流程附件，请刷新页面。"))
	return found[0]


def _require_role(case: dict) -> None:
	if needs_role(case) and Role.PROCESS_ATTACHMENT not in members.member_of(frappe.session.user).roles:
		message = _("上传流程附件需要“{0}”角色，请联系上级单位授权。")
		raise NotYourStage(message.format(Role.PROCESS_ATTACHMENT.value))


def needs_role(case: dict) -> bool:
	"""Whether the region of the case's unit demands the role of its own (domain 2.3, row 5)."""
	region = frappe.db.get_value("Unit", case.unit, "region")
	return bool(cint(settings.get("process_attachment_requires_role", region)))
