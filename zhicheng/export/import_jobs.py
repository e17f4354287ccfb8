"""The background part of a bulk import: each pass is a Document Job whose file is the workbook that comes back."""

from pathlib import Path

import frappe
from frappe.utils import now_datetime

from zhicheng import transactions
from zhicheng.domain import act_log
from zhicheng.domain.imports import imports, reading, result_book, running, store
from zhicheng.domain.imports.reading import Fault, Table
from zhicheng.exceptions import ImportRefused
from zhicheng.export import jobs
from zhicheng.permissions.imports import require_import

CHECK, RUN = "导入检查", "批量导入"
REPLACED = "这次处理已由另一次代替，不再继续。请刷新页面查看。"
WORDS = {imports.ADDED: "已添加", imports.EXISTING: "已存在，未改动"}


def begin_check(name: str) -> dict:
	"""检查: judged in the background, nothing is written; begun anew when its worker is gone."""
	found = imports.get(name, lock=True)
	if found.status != imports.NEW and not (found.status == imports.CHECKING and imports.is_silent(found)):
		raise ImportRefused(f"这次导入的状态是“{found.status}”，不能再检查。请重新上传。")
	job = jobs.create(CHECK, f"{found.kind}导入检查", f"{found.kind}导入检查结果.xlsx", request={"data_import": name})
	imports.write(name, status=imports.CHECKING, check_job=job)
	return jobs.start(job, in_background=True)


def begin_run(name: str) -> dict:
	"""开始导入, also 继续导入 after a break: a fresh runner's mark stops a worker that may still be about."""
	found = imports.require_runnable(name)
	runner = frappe.generate_hash(length=12)
	request = {"data_import": name, "runner": runner}
	job = jobs.create(RUN, f"{found.kind}批量导入", f"{found.kind}导入结果.xlsx", request=request)
	imports.write(name, status=imports.RUNNING, run_job=job, runner=runner, error="", started_on=now_datetime())
	return jobs.start(job, in_background=True)


def make_check(job: dict, request: dict, path: Path, tell: jobs.Tell) -> dict:
	"""The maker of a check; the workbook is taken away at once when it has faults."""
	name = request["data_import"]
	found = imports.get(name)
	if (found.status, found.check_job) != (imports.CHECKING, job.name):
		raise ImportRefused(REPLACED)

	def told(done: int, total: int, stage: str) -> None:
		imports.write(name, done=done)
		tell(done, total, stage)

	try:
		require_import(job.requested_by, found.kind)
		table = reading.read(store.path_of(found.stored_as), found.kind)
		existing = {} if _is_unusable(table) else running.check(table, job.requested_by, told)
	except Exception as failure:
		_broke(name, imports.DROPPED, failure)
		raise
	faults = table.all_faults()
	words = {row.number: "已存在，不再添加" if row.number in existing else "可以导入" for row in table.rows}
	result_book.write(path, table, faults, words)
	if faults:
		store.remove(found.stored_as)
		imports.write(name, stored_as="")
	faulty = len({fault.row for fault in faults})
	values = {"total": len(table.rows), "existing": len(existing), "faulty": faulty}
	status = imports.FAULTY if faults else imports.GOOD
	imports.write(name, status=status, first_faults=_sentences(faults), **values)
	return {"row_count": len(table.rows), "done": len(table.rows), "total": len(table.rows)}


def make_run(job: dict, request: dict, path: Path, tell: jobs.Tell) -> dict:
	"""The maker of a run: what is left is written, then the result, then the upload goes."""
	name = request["data_import"]
	found = imports.get(name)
	if (found.status, found.runner) != (imports.RUNNING, request["runner"]):
		raise ImportRefused(REPLACED)
	try:
		require_import(job.requested_by, found.kind)
		table = reading.read(store.path_of(found.stored_as), found.kind)
		if table.faults:
			raise ImportRefused("上传的工作簿读不出来了，请重新上传。")
		running.run(name, table, job.requested_by, request["runner"], tell)
	except Exception as failure:
		if imports.get(name).runner == request["runner"]:
			_broke(name, imports.BROKEN, failure)
		raise
	return _finish(name, found, table, path)


def _finish(name: str, found: dict, table: Table, path: Path) -> dict:
	outcomes = imports.outcomes(name)
	faults = [
		Fault(number, table.places.get(row.fieldname, 1), row.message)
		for number, row in outcomes.items()
		if row.outcome == imports.FAILED
	]
	result_book.write(path, table, faults, {number: WORDS.get(row.outcome, "") for number, row in outcomes.items()})
	status = imports.PARTLY if faults else imports.DONE
	values = {"status": status, "total": len(table.rows), "first_faults": _sentences(faults), "stored_as": "", "runner": ""}
	imports.write(name, finished_on=now_datetime(), **values)
	added = sum(row.outcome == imports.ADDED for row in outcomes.values())
	act_log.record(f"批量导入{found.kind}", detail=f"{found.file_name}：{len(table.rows)}行，新增{added}，失败{len(faults)}")
	frappe.db.after_commit.add(lambda: store.remove(found.stored_as))
	return {"row_count": len(table.rows), "done": len(table.rows), "total": len(table.rows)}


def _is_unusable(table: Table) -> bool:
	"""Rows cannot be judged when headings are missing or unknown."""
	return any(fault.row == 1 for fault in table.faults)


def _broke(name: str, status: str, failure: Exception) -> None:
	"""Told at the record; the chunks before stay, the open one is rolled back."""
	frappe.db.rollback()
	known = isinstance(failure, ImportRefused | frappe.PermissionError)
	if status == imports.DROPPED:
		store.remove(imports.get(name).stored_as)
	word = str(failure) if known else "处理时出错，没有完成；已写入的行都已保存。请点“继续导入”；多次不成请联系系统管理员。"
	imports.write(name, status=status, error=word)
	transactions.keep_chunk()


def _sentences(faults: list[Fault]) -> str:
	lines = [f"{fault.cell}：{fault.message}" for fault in faults[: imports.SHOWN_FAULTS]]
	if len(faults) > len(lines):
		lines.append(f"……共{len(faults)}处，见结果工作簿。")
	return "\n".join(lines)
