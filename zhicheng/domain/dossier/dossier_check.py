"""检查: exactly what stands between a dossier and its submission, by section, row and field (domain 4.14)."""

import frappe
from frappe.utils import cstr

from zhicheng.domain.dossier import copied_marks, dossier_rules
from zhicheng.domain.dossier.anchors import anchor
from zhicheng.domain.dossier.dossier_values import NUMBERS
from zhicheng.domain.dossier.reading import Reading
from zhicheng.domain.dossier.section_fields import ATTACH_TYPES, is_required, own_fields, proofs
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS, Section


def missing(application: str) -> list[dict]:
	"""What must be put right before 提交; an empty list means that the dossier is complete."""
	return _Check(Reading(application)).findings()


def doubts(application: str) -> list[dict]:
	"""What looks odd but does not block: advice for the applicant."""
	check = _Check(Reading(application))
	found = dossier_rules.doubts(check.dossier, check.rows) + copied_marks.doubts(check.dossier, check.rows)
	return [check.finding(**doubt) for doubt in found]


class _Check:
	"""One reading of a dossier; every finding names its place."""

	def __init__(self, reading: Reading):
		self.dossier = reading.dossier
		self.rows = reading.rows
		self.proofs = reading.proofs

	def findings(self) -> list[dict]:
		found = []
		for section in SECTIONS:
			found += self._table(section) if section.is_table else self._fields(section)
		found += [self.finding(**item) for item in dossier_rules.errors(self.dossier, self.rows)]
		order = {section.key: number for number, section in enumerate(SECTIONS)}
		return sorted(found, key=lambda item: (order[item["section"]], item["row_no"]))

	def finding(self, section: str, fieldname: str, label: str, message: str, row=None, *, proof: bool = False) -> dict:
		title = next(s.title for s in SECTIONS if s.key == section)
		return {
			"section": section,
			"section_title": title,
			"row": row.name if row else "",
			"row_no": row.idx if row else 0,
			"fieldname": fieldname,
			"label": label,
			"message": (f"第 {row.idx} 行：" if row else "") + message,
			"anchor": self._anchor(section, fieldname, row.name if row else "", proof),
		}

	@staticmethod
	def _anchor(section: str, fieldname: str, row: str, proof: bool) -> str:
		# what a table lacks as a whole has no row to lead to
		return "" if BY_KEY[section].is_table and not row else anchor(fieldname, row, proof=proof)

	def _fields(self, section: Section) -> list[dict]:
		found = self._unfilled(section, self.dossier)
		for proof in proofs(section):
			if proof.reqd and not self._has_proof(section, proof.fieldname):
				found.append(self.finding(section.key, proof.fieldname, proof.label, f"未上传{proof.label}。", proof=True))
		return found

	def _table(self, section: Section) -> list[dict]:
		rows = self.rows[section.key]
		if len(rows) < section.min_rows:
			return [self.finding(section.key, "", section.title, f"至少填写 {section.min_rows} 行。")]
		found = []
		for row in rows:
			found += self._unfilled(section, row, row=row)
			for proof in proofs(section):
				if proof.reqd and not self._has_proof(section, proof.fieldname, row.name):
					message = f"未上传{proof.label}。"
					found.append(self.finding(section.key, proof.fieldname, proof.label, message, row=row, proof=True))
		return found

	def _unfilled(self, section: Section, values: dict, row=None) -> list[dict]:
		return [
			self.finding(section.key, df.fieldname, df.label, f"未填写“{df.label}”。", row=row)
			for df in own_fields(section)
			if df.fieldtype not in (*ATTACH_TYPES, "Check")
			and not self._is_filled(df, values)
			and is_required(df, values)
		]

	@staticmethod
	def _is_filled(df, values: dict) -> bool:
		value = values.get(df.fieldname)
		return bool(value) if df.fieldtype in NUMBERS else bool(cstr(value).strip())

	def _has_proof(self, section: Section, fieldname: str, row: str = "") -> bool:
		return any(
			(proof.section, proof.fieldname, proof.row_name or "") == (section.key, fieldname, row)
			for proof in self.proofs
		)


def progress(reading: Reading) -> dict[str, dict]:
	"""State of each section for the list at the left: 未填写, 填写中, 已完成, with what is missing."""
	check = _Check(reading)
	by_section: dict[str, list[dict]] = {section.key: [] for section in SECTIONS}
	for item in check.findings():
		by_section[item["section"]].append(item)
	revisions = frappe.parse_json(check.dossier.section_revisions or "{}")
	return {
		key: {"state": _state(items, key in revisions), "missing": items, "rows": len(check.rows.get(key, []))}
		for key, items in by_section.items()
	}


def _state(items: list[dict], begun: bool) -> str:
	if items:
		return "填写中" if begun else "未填写"
	return "已完成" if begun else "可不填"
