"""What must hold after a restart: what was confirmed is there, each once, and every path replays to its case's state."""

import hashlib
import unittest
from collections import Counter

from .load import Load, text_of


class Checks(unittest.TestCase):
	def confirmed(self, frappe, load: Load) -> None:
		"""Everything that the server had confirmed. What it had not may be there or not, but never twice."""
		rows = frappe.get_all("Approval Task", fields=["application", "token", "action"], filters={"token": ["is", "set"]})
		tokens = Counter(row.token for row in rows)
		self.assertEqual([token for token, times in tokens.items() if times > 1], [])
		self.assertEqual([name for name, token in load.approved.items() if tokens[token] != 1], [])
		log = Counter(frappe.get_all("Act Log", filters={"act": "同意通过", "outcome": "完成"}, pluck="application"))
		self.assertEqual([name for name in load.approved if log[name] != 1], [])
		for application, kept in load.rows.items():
			self.rows(frappe, application, kept)
		for application, sentences in load.words.items():
			text = frappe.db.get_value("Application Dossier", {"application": application}, "summary_text") or ""
			self.assertIn(text, (text_of(sentences), text_of(sentences + 1)))
		self.proofs(frappe, load)

	def rows(self, frappe, application: str, kept: dict[str, str]) -> None:
		dossier = frappe.db.get_value("Application Dossier", {"application": application})
		doctype = frappe.get_meta("Application Dossier").get_field("training").options
		present = Counter(frappe.get_all(doctype, filters={"parent": dossier}, pluck="content"))
		self.assertEqual([content for content in kept.values() if present[content] != 1], [])
		self.assertEqual([content for content, times in present.items() if times > 1], [])

	def proofs(self, frappe, load: Load) -> None:
		from zhicheng.domain.files import file_store

		fields = ["name", "upload", "file", "sha256"]
		found = frappe.get_all("Dossier Attachment", filters={"upload": ["is", "set"]}, fields=fields)
		marks = Counter(proof.upload for proof in found)
		self.assertEqual([mark for mark in load.proofs if marks[mark] != 1], [])
		self.assertEqual([mark for mark, times in marks.items() if times > 1], [])
		for proof in found:
			self.assertEqual(hashlib.sha256(file_store.read(proof.file)).hexdigest(), proof.sha256)

	def replayed(self, frappe) -> int:
		"""Every case of the site: numbered rows, one open row at most, state, stage, step and queue as the path says."""
		from zhicheng.constants import APPLICANT_STAGE, State
		from zhicheng.domain.queries import applications, units

		stage_names = dict(frappe.get_all("Approval Stage", fields=["name", "stage_name"], as_list=True))
		cases = frappe.get_all("Title Application", filters={"first_submitted_on": ["is", "set"]}, pluck="name")
		for name in cases:
			case, rows = applications.case(name), applications.path(name)
			self.assertEqual([row.seq for row in rows], list(range(1, len(rows) + 1)), name)
			last = [row for row in rows if row.status == "已处理"][-1]
			state = State.__members__.get(last.next_stage)
			self.assertEqual(case.workflow_state, state.value if state else stage_names[last.next_stage], name)
			waiting = [row for row in rows if row.status == "待处理"]
			self.assertEqual([row.stage for row in waiting], [case.current_stage] if case.current_stage else [], name)
			at_clerk = bool(waiting) and waiting[0].stage != APPLICANT_STAGE
			queued = frappe.get_all("Pending Queue", filters={"application": name}, pluck="queue_unit")
			self.assertEqual(sorted(queued), sorted(units.ancestors(waiting[0].unit)) if at_clerk else [], name)
		return len(cases)

	def batches(self, frappe) -> None:
		"""A row says 已通过 exactly when its case was approved by this batch."""
		for row in frappe.get_all("Approval Batch Row", fields=["batch", "application", "outcome"]):
			token = f"{row.batch}-{row.application}"
			approved = frappe.db.count("Approval Task", {"application": row.application, "token": token})
			self.assertEqual(approved, int(row.outcome == "已通过"), row)
