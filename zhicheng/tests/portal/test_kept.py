"""What a page keeps of a dossier is never shown once anything of it has changed."""

import re
from html import unescape

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from zhicheng.domain.dossier import dossier, dossier_check, kept_states, layout, section_fields
from zhicheng.domain.dossier.dossier_access import section_revision
from zhicheng.domain.dossier.reading import Reading
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS
from zhicheng.domain.queries import applicants, dossiers
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.test_cost import counted

FIELD = {"fieldname": "zc_kept", "label": "驻村经历", "fieldtype": "Data", "insert_after": "position", "reqd": 1}


class TestKept(PortalTestCase):
	def test_every_change_is_seen_at_the_next_page(self):
		self.assertNotIn("缺", self.state("work", "education"))
		with counted() as statements:
			self.assertNotIn("缺", self.state("work", "education"))
		self.assertLessEqual(len(statements), 12, "\n".join(statements))

		field = create_custom_field("Application Work", dict(FIELD))
		frappe.db.commit()
		try:
			page = self.page("work")
			self.assertIn('name="zc_kept"', page)
			self.assertIn("缺 驻村经历", self.state("work"))
			frappe.db.set_value("Custom Field", field.name, "label", "驻村情况")
			frappe.clear_cache(doctype="Application Work")
			frappe.db.commit()
			self.assertIn("缺 驻村情况", self.state("work"))
		finally:
			frappe.delete_doc("Custom Field", field.name)
			frappe.db.commit()
		self.assertNotIn("缺", self.state("work"))

		row = self.rows("work")[0]
		self.save("work", {"rows": [{**self.key(row), "values": {"employer": "某地新医院"}}]})
		self.assertIn("某地新医院", self.page("work"))
		self.save("work", {"rows": [{**self.key(self.rows("work")[0]), "values": {"employer": ""}}]})
		self.assertIn("缺", self.state("work", "education"))

		proof = dossiers.attachments(self.application, section="education")[0]
		self.assertIn(proof.name, self.page("education"))
		answer = self.visitor.post("zhicheng.api.files.cancel", application=self.application, attachment=proof.name)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertIn("缺 毕业证", self.state("education"))
		self.assertNotIn(proof.name, self.page("education"))

		self.assertNotIn("待修改", self.state("exam"))
		frappe.db.set_value("Title Application", self.application, "first_submitted_on", frappe.utils.now())
		correction = frappe.new_doc("Correction")
		correction.update({"application": self.application, "section": "exam", "label": "考试成绩", "reason": "请补充"})
		correction.set_new_name()
		correction.db_insert()
		frappe.db.commit()
		self.assertIn("待修改", self.state("exam"))

		notice = self.dossier().notice
		asked = frappe.db.get_value("Evaluation Notice", notice, "assessment_years")
		try:
			self.ask_years(notice, 9)
			self.assertIn("缺", self.state("assessment"))
		finally:
			self.ask_years(notice, asked)

	def test_kept_fields_are_those_of_the_metadata(self):
		"""Both ways of asking for fields, groups, proofs and states agree."""
		own = {section.key: self.told(section) for section in SECTIONS}
		plain = dossier_check.progress(Reading(self.application))
		held = layout.hold()
		self.addCleanup(layout.release)
		self.assertEqual({section.key: self.told(section) for section in SECTIONS}, own)
		reading = Reading(self.application)
		known_as = kept_states.mark(applicants.own(dossiers.case(self.application).applicant, self.application), held.version)
		for _turn in range(2):
			self.assertEqual(kept_states.states(reading, known_as), plain)
		# what follows the person's record is no save of his
		case = dossiers.case(self.application)
		dossier.renew_person(case.name, unit=case.unit)
		self.assertNotEqual(kept_states.mark(applicants.own(case.applicant, case.name), held.version), known_as)
		kept_states.forget(self.application)
		self.assertIsNone(frappe.cache.get_value(f"zhicheng:dossier:{self.application}:states", expires=True))

	def told(self, section):
		named = [(df.fieldname, df.label, df.fieldtype, df.options or "") for df in section_fields.own_fields(section)]
		grouped = [] if section.is_table else [
			(group["label"], [(df.fieldname, df.label) for df in group["fields"]]) for group in section_fields.groups(section)
		]  # fmt: skip
		return (
			named,
			grouped,
			section_fields.proofs(section),
			section.is_table and section_fields.child_doctype(section),
		)

	def page(self, section: str) -> str:
		answer = self.visitor.page(f"/portal/dossier?name={self.application}&section={section}")
		self.assertEqual(answer.status_code, 200)
		return answer.text

	def state(self, section: str, opened: str = "") -> str:
		"""The section's line in the list at the left."""
		lines = re.findall(r"<li class=\"bag-item.*?</li>", self.page(opened or section), re.S)
		return unescape(re.sub(r"<[^>]+>", "", next(line for line in lines if f'section={section}"' in line)))

	def rows(self, section: str) -> list:
		frappe.db.rollback()
		return dossiers.rows(self.dossier().name, BY_KEY[section])

	def dossier(self):
		frappe.db.rollback()
		return dossiers.dossier(self.application)

	@staticmethod
	def key(row) -> dict:
		return {"name": row.name, "revision": str(row.modified)}

	@staticmethod
	def ask_years(notice: str, years) -> None:
		frappe.db.set_value("Evaluation Notice", notice, "assessment_years", years)
		frappe.clear_document_cache("Evaluation Notice", notice)
		frappe.db.commit()

	def save(self, section: str, values: dict) -> None:
		revision = section_revision(self.dossier(), section)
		asked = {"application": self.application, "section": section, "values": values, "revision": revision}
		answer = self.visitor.post("zhicheng.api.portal.save_section", **asked, merge=1)
		self.assertEqual(answer.status_code, 200, answer.text)
