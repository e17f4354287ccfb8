"""The proofs of an earlier dossier, taken over one by one: checked anew, stored as files of their own.

A few are copied at once; many are copied by a worker, file by file, while the page shows how far it is.
"""

import json

import frappe

from zhicheng import transactions
from zhicheng.domain.dossier import attachments, reuse
from zhicheng.domain.files import file_store
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierLocked, Refusal

# a page waits 40 seconds for an answer, and each file is looked through and written anew
AT_ONCE_FILES, AT_ONCE_BYTES = 12, 4 * 1024 * 1024
KEPT_SECONDS = 24 * 3600


def begin(application: str, source: str, sections: list[str], rows: dict[str, str], user: str) -> dict:
	"""Copy the proofs of the chosen sections, now or in a worker.

	:param rows: new names of the rows by their old ones
	:return: total, done, refused (name, place and why of each file that could not be taken over)
	"""
	plan = _plan(application, source, sections, rows)
	size = sum(file["size"] for file in plan)
	if len(plan) <= AT_ONCE_FILES and size <= AT_ONCE_BYTES:
		return copy_all(application, source, plan, user)
	state = _keep(application, len(plan), 0, [])
	frappe.enqueue(
		"zhicheng.domain.dossier.reuse_proofs.copy_in_worker",
		queue="long",
		timeout=3600,
		enqueue_after_commit=True,
		application=application,
		source=source,
		plan=plan,
		user=user,
	)
	return state


def copy_in_worker(application: str, source: str, plan: list[dict], user: str) -> dict:
	"""The job: each file is kept as soon as it is copied, so that a worker's end loses none."""
	return copy_all(application, source, plan, user, kept=transactions.keep_chunk)


def copy_all(application: str, source: str, plan: list[dict], user: str, kept=None) -> dict:
	refused: list[dict] = []
	for number, file in enumerate(plan, start=1):
		try:
			why = _copy_one(application, source, file, user)
		except (DossierLocked, frappe.DoesNotExistError):
			# sent or deleted meanwhile: the rest has nowhere to go
			why = "申报已提交或已删除，没有复制。"
		if why:
			refused.append({"file_name": file["file_name"], "place": file["label"], "why": why})
		_keep(application, len(plan), number, refused)
		if kept:
			kept()
	return _keep(application, len(plan), len(plan), refused)


def progress(application: str, user: str) -> dict:
	"""How far the copy is; nothing is left when nobody knows of one."""
	if frappe.db.get_value("Title Application", application, "applicant") != user:
		raise frappe.PermissionError("只有申报人本人可以查看。")
	kept = frappe.cache.get(_key(application))
	return json.loads(kept) if kept else {"total": 0, "done": 0, "refused": []}


def _plan(application: str, source: str, sections: list[str], rows: dict[str, str]) -> list[dict]:
	left_out = reuse.left_out_proofs(source, dossiers.dossier(source), dossiers.dossier(application))
	plan = []
	for proof in dossiers.attachments(source):
		if proof.section not in sections or proof.section in reuse.NEVER:
			continue
		row = rows.get(proof.row_name, "") if proof.row_name else ""
		if (proof.row_name and not row) or (proof.section == reuse.COVER and proof.fieldname in left_out):
			continue
		plain = {key: proof.get(key) or "" for key in ("section", "fieldname", "label", "file", "file_name")}
		plan.append({**plain, "row": row, "size": proof.file_size or 0, "sha256": proof.sha256})
	return plan


def _copy_one(application: str, source: str, file: dict, user: str) -> str:
	"""Why it could not be taken over; empty when it was, or was there already."""
	place = {"section": file["section"], "fieldname": file["fieldname"], "row_name": file["row"]}
	mark = _mark(application, file)
	frappe.db.savepoint("proof")
	try:
		if any(dossiers.attachments(application, **place, upload=mark)):
			return ""
		attachments.add(
			application,
			file["section"],
			file["fieldname"],
			content=file_store.read(file["file"]),
			file_name=file["file_name"],
			user=user,
			row=file["row"],
			upload=mark,
		)
	except (Refusal, OSError) as refusal:
		frappe.db.rollback(save_point="proof")
		if isinstance(refusal, DossierLocked):
			raise
		return str(refusal) if isinstance(refusal, Refusal) else "原文件已不在，请重新上传。"
	return ""


def _mark(application: str, file: dict) -> str:
	"""The same file copied again is the same upload."""
	return reuse.lot(application, file["file"]).replace("new-", "")


def _keep(application: str, total: int, done: int, refused: list[dict]) -> dict:
	state = {"total": total, "done": done, "refused": refused}
	frappe.cache.setex(_key(application), KEPT_SECONDS, json.dumps(state))
	return state


def _key(application: str) -> bytes:
	return frappe.cache.make_key(f"zhicheng:reuse:{application}")
