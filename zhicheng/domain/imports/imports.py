"""Base Data Import: the record of one workbook from upload to result (issue: bulk import of units and people)."""

import frappe
from frappe.utils import add_to_date, now_datetime

from zhicheng.domain import records
from zhicheng.domain.imports import columns, store
from zhicheng.domain.imports.workbook_file import require_workbook
from zhicheng.exceptions import ImportRefused

IMPORT, ROW = "Base Data Import", "Base Data Import Row"
NEW, CHECKING, FAULTY, GOOD = "待检查", "检查中", "有错误", "检查通过"
RUNNING, DONE, PARTLY, BROKEN = "导入中", "已完成", "部分失败", "中断"
DROPPED, EXPIRED = "已放弃", "已过期"
ADDED, EXISTING, FAILED = "已添加", "已存在", "失败"
KEEP_DAYS = 3
# a worker tells of itself with every chunk; silence this long means that it is gone
SILENT_MINUTES = 5
SHOWN_FAULTS = 20
FIELDS = (
	"name", "kind", "file_name", "status", "requested_by", "total", "done", "added", "existing", "faulty", "first_faults",
	"error", "check_job", "run_job", "stored_as", "runner", "modified", "creation",
)  # fmt: skip


def create(kind: str, file_name: str, content: bytes) -> str:
	"""Keep a workbook for checking; the caller has asked `permissions`.

	:raises ImportRefused: when it is no plain workbook
	"""
	if kind not in columns.KINDS:
		raise ImportRefused("请选择导入单位还是用户。")
	require_workbook(content, file_name)
	doc = frappe.new_doc(IMPORT)
	doc.update({"kind": kind, "file_name": file_name, "status": NEW, "requested_by": frappe.session.user})
	doc.requester_name = frappe.db.get_value("User", frappe.session.user, "full_name")
	doc.stored_as = store.keep(content)
	return records.insert(doc).name


def get(name: str, *, lock: bool = False) -> frappe._dict | None:
	return frappe.db.get_value(IMPORT, name, FIELDS, as_dict=True, for_update=lock)


def write(name: str, **values) -> None:
	frappe.db.set_value(IMPORT, name, values)


def is_silent(found: dict) -> bool:
	"""Whether the worker that had it seems gone."""
	return found.modified < add_to_date(now_datetime(), minutes=-SILENT_MINUTES)


def require_runnable(name: str) -> frappe._dict:
	"""An import that passed its check, or one that broke off and can go on.

	:raises ImportRefused: otherwise, with its state
	"""
	found = get(name, lock=True)
	may = found.status in (GOOD, BROKEN) or (found.status == RUNNING and is_silent(found))
	if not may:
		raise ImportRefused(f"这次导入的状态是“{found.status}”，现在不能开始导入。请刷新页面查看。")
	if not found.stored_as or not store.path_of(found.stored_as).is_file():
		raise ImportRefused("上传的工作簿已清除，请重新上传。")
	return found


def drop(name: str) -> None:
	"""放弃: the workbook is taken away; what was imported stays.

	:raises ImportRefused: while it is being imported
	"""
	found = get(name, lock=True)
	if found.status in (CHECKING, RUNNING) and not is_silent(found):
		raise ImportRefused("正在处理，请等完成后再放弃。")
	if found.status in (DONE, PARTLY, FAULTY):
		raise ImportRefused("这次导入已经结束，不需要放弃。")
	store.remove(found.stored_as)
	write(name, status=DROPPED, stored_as="", runner="")


def sweep() -> None:
	"""Hourly: workbooks that nobody went on with leave the disk."""
	over = {"status": ["in", [NEW, CHECKING, GOOD, RUNNING, BROKEN]], "modified": ["<", add_to_date(now_datetime(), days=-KEEP_DAYS)]}
	for row in frappe.get_all(IMPORT, filters=over, fields=["name", "stored_as"]):
		store.remove(row.stored_as)
		write(row.name, status=EXPIRED, stored_as="", runner="")


def outcomes(name: str) -> dict[int, frappe._dict]:
	"""What became of each row so far, by its number in the workbook."""
	rows = frappe.get_all(ROW, filters={"data_import": name}, fields=["sheet_row", "outcome", "fieldname", "message"])
	return {row.sheet_row: row for row in rows}
