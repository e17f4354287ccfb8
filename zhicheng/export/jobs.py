"""Document Job: a file made on request, at once or in the background, that its requester alone may fetch, for a day.

The files lie beside Frappe's own, where no address of Frappe reaches them.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import frappe
from frappe.utils import add_to_date, cint, get_datetime, now_datetime

from zhicheng import transactions
from zhicheng.domain import records
from zhicheng.exceptions import ActionNotAllowed, Refusal
from zhicheng.permissions.exports import require_own_job

JOB = "Document Job"
KEEP_HOURS = 24
# what makes the file of a kind: a function of the job, the path to write and a way to tell how far it is
MAKERS = {
	"一览表导出": "zhicheng.export.register_export.make",
	"整卷材料": "zhicheng.printing.dossier_file.make",
	"导入检查": "zhicheng.export.import_jobs.make_check",
	"批量导入": "zhicheng.export.import_jobs.make_run",
}
WAITING, RUNNING, DONE, FAILED, EXPIRED = "排队中", "进行中", "已完成", "失败", "已过期"
EVENT = "zhicheng_document_job"
MOST_RUNNING = 3
FIELDS = (
	"name", "kind", "title", "status", "requested_by", "application", "done", "total", "stage", "error", "file_name",
	"stored_as", "content_key", "file_size", "expires_on", "row_count", "with_numbers", "reason", "request", "creation",
)  # fmt: skip
Tell = Callable[[int, int, str], None]


def create(kind: str, title: str, file_name: str, *, request: dict, **values) -> str:
	"""A new job of the session's user; gives its name.

	:raises ActionNotAllowed: while so many of his are still being made
	"""
	user = frappe.session.user
	since = add_to_date(now_datetime(), hours=-1)
	going = {"requested_by": user, "status": ["in", [WAITING, RUNNING]], "creation": [">", since]}
	if frappe.db.count(JOB, going) >= MOST_RUNNING:
		raise ActionNotAllowed(f"您已有 {MOST_RUNNING} 个文件正在生成，请等其中一个完成后再试。")
	job = frappe.new_doc(JOB)
	job.update({"kind": kind, "title": title, "file_name": file_name, "requested_by": user, "status": WAITING, **values})
	job.update({"request": frappe.as_json(request), "stored_as": f"{frappe.generate_hash(length=32)}{Path(file_name).suffix}"})
	return records.insert(job).name


def start(job: str, *, in_background: bool) -> dict:
	"""Make the file now, or let a worker do it; gives what `state` gives."""
	if in_background:
		frappe.enqueue("zhicheng.export.jobs.work", queue="long", timeout=3600, enqueue_after_commit=True, document_job=job)
	else:
		_make(job, lambda done, total, stage: None)
	return state(job)


def work(document_job: str) -> None:
	"""The worker's part: every step is told and kept; a failure is kept as a sentence."""
	job = get(document_job)
	if not job or job.status not in (WAITING, RUNNING):
		return
	try:
		_write(document_job, status=RUNNING)
		transactions.keep_chunk()
		_make(document_job, lambda done, total, stage: _tell(document_job, done, total, stage))
	except Exception as failure:
		frappe.db.rollback()
		sentence = str(failure) if isinstance(failure, Refusal | frappe.PermissionError) else ""
		_write(document_job, status=FAILED, error=sentence or "生成时出错，没有完成。请重试；多次不成请联系系统管理员。")
		transactions.keep_chunk()
		_announce(document_job)
		if not sentence:
			raise
	else:
		transactions.keep_chunk()
		_announce(document_job)


def get(job: str) -> frappe._dict | None:
	return frappe.db.get_value(JOB, job, FIELDS, as_dict=True) if job else None


def state(job: str) -> dict:
	"""How far it is, for its requester; the address where the file is fetched once it is there."""
	found = get(job)
	require_own_job(found, frappe.session.user)
	told = {key: found[key] for key in ("name", "kind", "title", "status", "stage", "error", "file_name", "row_count")}
	told.update({"done": cint(found.done), "total": cint(found.total), "expires_on": str(found.expires_on or "")})
	told["url"] = f"/api/method/zhicheng.api.export.download?job={job}" if found.status == DONE else ""
	return told


def file_of(job: str) -> tuple[Path, frappe._dict]:
	"""The finished file, for its requester, while it is kept.

	:raises ActionNotAllowed: when it is not ready or no longer there
	"""
	found = get(job)
	require_own_job(found, frappe.session.user)
	if found.status in (WAITING, RUNNING):
		raise ActionNotAllowed("文件还在生成，请稍候再下载。")
	path = folder() / os.path.basename(found.stored_as or "")
	if found.status != DONE or get_datetime(found.expires_on) < now_datetime() or not path.is_file():
		raise ActionNotAllowed(f"这个文件已超过 {KEEP_HOURS} 小时有效期或没有生成成功，请重新生成。")
	return path, found


def folder() -> Path:
	path = Path(frappe.get_site_path("private", "zhicheng-documents"))
	path.mkdir(parents=True, exist_ok=True)
	return path


def reusable(content_key: str) -> frappe._dict | None:
	"""A finished file of the same content that will still be there for a while."""
	later = add_to_date(now_datetime(), hours=1)
	filters = {"content_key": content_key, "status": DONE, "expires_on": [">", later]}
	found = frappe.db.get_value(JOB, filters, FIELDS, as_dict=True)
	return found if found and (folder() / found.stored_as).is_file() else None


def hand_out(job: str, same: dict) -> None:
	"""Let a job give the file that another one made of the same content, for as long as that one keeps it."""
	kept = {key: same[key] for key in ("stored_as", "file_size", "expires_on", "row_count", "done", "total")}
	_write(job, status=DONE, finished_on=now_datetime(), **kept)


def sweep_documents() -> None:
	"""Hourly: files whose day is over leave the disk; the rows stay as the record of what was made for whom."""
	over = {"status": DONE, "expires_on": ["<", now_datetime()]}
	for job in frappe.get_all(JOB, filters=over, fields=["name", "stored_as"]):
		shared = {"stored_as": job.stored_as, "status": DONE, "expires_on": [">=", now_datetime()]}
		if not frappe.db.exists(JOB, shared):
			(folder() / job.stored_as).unlink(missing_ok=True)
		_write(job.name, status=EXPIRED)


def _make(job: str, tell: Tell) -> None:
	found = get(job)
	target = folder() / found.stored_as
	partial = target.with_suffix(".part")
	try:
		values = frappe.get_attr(MAKERS[found.kind])(found, json.loads(found.request), partial, tell)
		os.replace(partial, target)
	finally:
		partial.unlink(missing_ok=True)
	expires = add_to_date(now_datetime(), hours=KEEP_HOURS)
	kept = {"file_size": target.stat().st_size, "finished_on": now_datetime(), "expires_on": expires}
	_write(job, status=DONE, error="", **kept, **(values or {}))


def _tell(job: str, done: int, total: int, stage: str) -> None:
	_write(job, done=done, total=total, stage=stage)
	transactions.keep_chunk()
	_announce(job)


def _announce(job: str) -> None:
	"""The waiting page hears of it at once; what it then asks is `state`."""
	found = get(job)
	told = {"job": job, "status": found.status, "done": cint(found.done), "total": cint(found.total), "stage": found.stage}
	frappe.publish_realtime(EVENT, told, user=found.requested_by)


def _write(job: str, **values) -> None:
	frappe.db.set_value(JOB, job, values)
