"""流程附件上传: the stage's clerk adds recommendation, notice or mandate papers beside an open task (manual 5.1)."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from zhicheng.domain import act_log, acting, file_check, file_store, members, progress, records
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, FileRefused

KINDS = ("推荐材料", "公示材料", "委托材料", "其他")
# what the applicant may see of it (domain 5.3)
PUBLIC_KINDS = ("公示材料",)
MAX_PER_CASE = 50
TITLE_LENGTH = 120
DOCTYPE = "Process Attachment"
COLUMNS = (
	"name", "kind", "title", "stage_name", "unit_name", "file", "file_name", "file_size", "mime", "round_no",
	"uploaded_by_name", "uploaded_on",
)  # fmt: skip


def add(application: str, *, kind: str, title: str, content: bytes, file_name: str) -> dict:
	"""Keep one file beside the open task; the step does not change.

	:raises: NotYourStage, OwnCase, ActionNotAllowed without the role where it is demanded, FileRefused
	"""
	case = applications.locked(application)
	task = applications.open_task(application, for_update=True) if case else None
	acting.require_act(user=frappe.session.user, case=case, task=task)
	if not progress.may_attach(application):
		raise ActionNotAllowed(_("本地区要求“流程附件上传(总)”角色才能上传，请联系上级单位授权。"))
	if kind not in KINDS:
		raise FileRefused(_("请选择附件类别：{0}。").format("、".join(KINDS)))
	if frappe.db.count(DOCTYPE, {"application": application}) >= MAX_PER_CASE:
		raise FileRefused(_("流程附件已有{0}个，请合并成一个 PDF 再上传。").format(MAX_PER_CASE))
	row = _insert(case, task, kind, title, file_check.check(content, file_name))
	act_log.record("流程附件上传", application=application, stage=task.stage, unit=task.unit)
	return {"name": row.name, "sentence": _("流程附件“{0}”已上传。").format(row.title)}


def of_case(application: str, *, for_applicant: bool) -> list[frappe._dict]:
	"""The attachments of all stages, oldest first; the applicant sees the public ones only."""
	filters = {"application": application}
	if for_applicant:
		filters["kind"] = ["in", PUBLIC_KINDS]
	return frappe.get_all(DOCTYPE, filters=filters, fields=list(COLUMNS), order_by="uploaded_on asc")


def one(application: str, attachment: str, *, for_applicant: bool) -> frappe._dict:
	"""One attachment of this case; a foreign name is as good as none."""
	found = [row for row in of_case(application, for_applicant=for_applicant) if row.name == attachment]
	if not found:
		raise frappe.DoesNotExistError(_("没有找到这个流程附件，请刷新页面。"))
	return found[0]


def _insert(case: dict, task: dict, kind: str, title: str, checked: file_check.Checked):
	row = frappe.new_doc(DOCTYPE)
	row.update({"application": case.name, "task": task.name, "round_no": case.round_no, "kind": kind})
	row.update({"stage_name": task.stage_name, "unit_name": task.unit_name, "sha256": checked.sha256})
	row.update({"file_name": checked.file_name, "file_size": checked.size, "mime": checked.mime})
	row.title = (title or "").strip()[:TITLE_LENGTH] or checked.file_name
	row.uploaded_by, row.uploaded_on = frappe.session.user, now_datetime()
	row.uploaded_by_name = members.member_of(frappe.session.user).member_name
	records.insert(row)
	row.file = file_store.store(checked, doctype=DOCTYPE, name=row.name)
	frappe.db.set_value(DOCTYPE, row.name, "file", row.file, update_modified=False)
	return row
