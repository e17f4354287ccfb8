"""What a log-in gives nobody: every whitelisted method of Frappe and of ours, found at run time, called by people who have
nothing to do with a case, with the case and its person in every argument. No answer tells anything, no row of ours
changes.
"""

import json

import frappe

from zhicheng.domain.people import identity
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions import methods
from zhicheng.tests.permissions.digest import changed, digest
from zhicheng.tests.permissions.scene import Scene

PERSON = "测试甲"
# an applicant of the same unit; a clerk of another branch who may open every list
STRANGERS = {"测试卯": ("Title Application", "User"), "市监经办": ("Title Application", "Unit Member")}
CONTROL = ("frappe.client.set_value", "frappe.model.workflow.apply_workflow", "frappe.desk.form.save.savedocs",
	"zhicheng.api.review.act")  # fmt: skip
BATCH = 50


class TestStrangers(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("passed")
		cls.addClassCleanup(cls.scene.close)
		case = frappe.get_doc("Title Application", cls.scene["passed"])
		number = identity.unseal(frappe.db.get_value("Unit Member", world.member(PERSON), "id_number"))
		cls.records = {"Title Application": case.name, "Unit Member": world.member(PERSON), "User": world.user(PERSON)}
		cls.attachment = frappe.db.get_value("Dossier Attachment", {"application": case.name})
		cls.secrets = (PERSON, number, case.id_masked, case.application_no, case.id_hash)

	def test_no_method_tells_or_changes_anything_of_a_foreign_case(self):
		found = dict(sorted({**methods.for_users("frappe"), **methods.for_users("zhicheng")}.items()))
		self.assertLessEqual(set(CONTROL), set(found))
		for person, doctypes in STRANGERS.items():
			browser = Browser().log_in(person)
			before = digest()
			for start in range(0, len(found), BATCH):
				batch = list(found.items())[start : start + BATCH]
				for name, function in batch:
					for doctype in doctypes if methods.takes_arguments(function) else doctypes[:1]:
						with self.subTest(person=person, method=name, doctype=doctype):
							self.assert_told_nothing(self.ask(browser, name, function, doctype))
				after = digest()
				with self.subTest(person=person, methods=[name for name, _function in batch]):
					self.assertEqual(changed(before, after), [])
				before = after

	def ask(self, browser: Browser, name: str, function, doctype: str):
		record = self.records[doctype]
		bag = dict.fromkeys(methods.parameters(function), record) | self.bag(doctype, record)
		wanted = {key: value for key, value in bag.items() if key in methods.parameters(function)}
		if methods.reads_form(function):
			wanted = bag
		wanted.pop("self", None)
		call = browser.post if "POST" in methods.verbs(function) else browser.get
		answer = call(name, **wanted)
		if answer.json.get("session_expired"):
			# the call before ended the session (a wrong password does)
			answer = browser.log_in(browser.person) and call(name, **wanted)
		self.assertNotIn("session_expired", answer.json)
		return answer

	def bag(self, doctype: str, record: str) -> dict[str, str]:
		"""What an attacker would send who knows the record's name."""
		doc = json.dumps({"doctype": doctype, "name": record, "workflow_state": "已通过", "status": "停用", "full_name": "x"})
		keys = ("name", "dn", "docname", "doc_name", "document_name", "reference_name", "old", "old_name", "source_name", "parent")
		bag = dict.fromkeys(keys, record)
		bag |= dict.fromkeys(("doctype", "dt", "reference_doctype", "ref_doctype", "reference_dt", "document_type", "ref_dt"), doctype)
		bag |= dict.fromkeys(("docnames", "names", "items", "files", "source_names"), json.dumps([record]))
		bag |= dict.fromkeys(("doc", "reference_doc", "args"), doc) | {"docs": f"[{doc}]", "action": "Save", "perm_type": "read"}
		bag |= {"filters": json.dumps({"name": record}), "fields": '["*"]', "fieldname": "owner", "value": "x", "txt": PERSON[:1]}
		bag |= {"user": self.records["User"], "users": json.dumps([self.records["User"]]), "search_term": PERSON, "text": PERSON}
		bag |= {"application": self.records["Title Application"], "member": self.records["Unit Member"], "step": "1"}
		bag |= {"unit": world.unit("MEK-CLINIC"), "attachment": self.attachment, "token": "t", "reason": "x", "confirm": "删除流程"}
		bag |= {"field": "workflow_state", "start": "0", "page_length": "100", "page_len": "100", "limit": "100"}
		return bag

	def assert_told_nothing(self, answer) -> None:
		said = answer.plain + answer.content.decode(errors="replace")
		# what was sent may come back in a refusal
		self.assertFalse([word for word in self.secrets[1:] if word in said], answer)
		if answer.is_ok:
			self.assertNotIn(PERSON, said)
