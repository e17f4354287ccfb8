"""What was taken over from an earlier dossier is marked 请核对 until its section is saved again."""

import json

import frappe
from frappe.utils import cint

from zhicheng.domain.dossier.dossier_access import section_revision
from zhicheng.domain.dossier.section_fields import DOSSIER

ASSESSMENT_YEARS = 5
# sections whose content depends on the year: the field to look at, its label, what to do
YEARLY = {
	"cover_page": ("years_in_speciality", "从事专业年限", "从事专业年限、继续教育学时等须按今年填写"),
	"self_summary": ("summary_text", "综述", "请补充近一年的工作"),
}


def set_marks(dossier: dict, source: str, sections: list[str]) -> None:
	"""Remember the source, and each section's revision as it stood right after the copy."""
	marks = {section: section_revision(dossier, section) for section in sections}
	values = {"copied_from": source, "copied_marks": json.dumps(marks)}
	frappe.db.set_value(DOSSIER, dossier.name, values, update_modified=False)


def alive(dossier: dict) -> list[str]:
	"""The copied sections that nobody has saved since."""
	marks = json.loads(dossier.get("copied_marks") or "{}")
	return [section for section, revision in marks.items() if section_revision(dossier, section) == revision]


def sentence(dossier: dict, section: str) -> str:
	"""What stands over a copied section."""
	if section not in alive(dossier):
		return ""
	year = _source_year(dossier)
	return f"请核对：这一部分复制自{year}年度的档案。{_advice(dossier, section, None)}核对后请保存。"


def doubts(dossier: dict, rows: dict) -> list[dict]:
	"""For 检查: the copied sections that depend on the year."""
	found = []
	marked = alive(dossier)
	year = _source_year(dossier) if marked else ""
	for section in marked:
		advice = _advice(dossier, section, rows.get(section))
		if advice:
			fieldname, label, _words = YEARLY.get(section, ("", "年度考核情况", ""))
			message = f"复制自{year}年度的档案，请核对：{advice}"
			found.append({"section": section, "fieldname": fieldname, "label": label, "message": message})
	return found


def _advice(dossier: dict, section: str, rows: list | None) -> str:
	if section == "assessment":
		return _missing_years(dossier, rows)
	return f"{YEARLY[section][2]}。" if section in YEARLY else ""


def _missing_years(dossier: dict, rows: list | None) -> str:
	"""The years that the notice asks for and the copied rows do not hold."""
	if rows is None:
		rows = frappe.get_all("Application Assessment", filters={"parent": dossier.name}, fields=["year"])
	asked = cint(frappe.db.get_value("Evaluation Notice", dossier.notice, "assessment_years")) or ASSESSMENT_YEARS
	year, held = cint(dossier.declare_year), {cint(row.year) for row in rows}
	missing = [str(one) for one in range(year - asked, year) if one not in held]
	return f"请补充{'、'.join(missing)}年度的考核结果。" if missing else "请确认近年的考核结果都已填写。"


def _source_year(dossier: dict) -> int:
	return cint(frappe.db.get_value("Title Application", dossier.copied_from, "declare_year"))
