"""What a visitor without a log-in can reach: our few methods, frozen; and Frappe's, each called with our records.

Frappe's guest methods are found at run time by importing all its modules, so that another version's are asked too.
"""

from pathlib import Path

import frappe

from zhicheng.domain.people import identity
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions import methods
from zhicheng.tests.permissions.digest import changed, digest
from zhicheng.tests.permissions.scene import Scene

FROZEN = Path(__file__).with_name("guest_endpoints.txt")
# a method that must be found, so that an empty search does not pass for a clean one
CONTROL = "frappe.website.doctype.web_form.web_form.get_form_data"
PERSON = "测试甲"
DOCTYPE_KEYS = (
	"doctype", "dt", "reference_doctype", "ref_doctype", "parenttype", "parent_doctype", "document_type", "document", "scope",
)  # fmt: skip
NAME_KEYS = (
	"name", "dn", "docname", "docnames", "reference_name", "ref_docname", "document_name", "parent", "article", "web_form",
	"web_form_name", "query", "txt", "text", "code", "token", "state", "recipient_email", "subject", "message", "comment", "data",
)  # fmt: skip
PAGES = (
	"/printview?doctype={doctype}&name={name}", "/{doctype}/{name}", "/app/{doctype}/{name}", "/list?doctype={doctype}",
	"/list/{doctype}", "/api/resource/{doctype}", "/api/resource/{doctype}/{name}", "/search?q={person}",
	"/print?doctype={doctype}&name={name}", "/desk", "/sitemap.xml", "/api/resource/User?fields=[\"full_name\"]",
)  # fmt: skip


class TestGuests(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("submitted", "passed")
		cls.addClassCleanup(cls.scene.close)
		cls.records = cls.live_records()
		cls.secrets = cls.words()

	@classmethod
	def live_records(cls) -> dict[str, str]:
		"""A live record of 测试甲 in every room that holds something of a person."""
		case = cls.scene["passed"]
		one = {"Title Application": case, "Unit Member": world.member(PERSON), "User": world.user(PERSON)}
		for doctype in ("Application Dossier", "Approval Task", "Stage Opinion"):
			one[doctype] = frappe.get_all(doctype, filters={"application": case}, pluck="name", limit_page_length=1)[0]
		one["File"] = frappe.db.get_value("Dossier Attachment", {"application": case}, "file")
		return one

	@classmethod
	def words(cls) -> tuple[str, ...]:
		"""What no visitor may read: names, numbers, masks, units, opinions."""
		case = frappe.get_doc("Title Application", cls.scene["passed"])
		number = identity.unseal(frappe.db.get_value("Unit Member", world.member(PERSON), "id_number"))
		opinion = frappe.db.get_value("Stage Opinion", cls.records["Stage Opinion"], "opinion")
		return (PERSON, "卫生院经办", case.application_no, case.id_masked, number, case.unit_name, opinion)

	def test_our_own_guest_methods_are_the_frozen_ones(self):
		self.assertEqual(sorted(methods.guests("zhicheng")), FROZEN.read_text(encoding="utf-8").split())

	def test_no_guest_method_of_frappe_tells_or_changes_anything_of_ours(self):
		found = methods.guests("frappe")
		self.assertIn(CONTROL, found)
		self.assertGreater(len(found), 30)
		before = digest()
		for name, function in sorted(found.items()):
			# what takes no argument is asked once
			asked = list(self.records.items())[: None if methods.takes_arguments(function) else 1]
			for doctype, record in asked:
				with self.subTest(method=name, doctype=doctype):
					self.assert_told_nothing(self.ask(name, function, doctype, record))
			after = digest()
			with self.subTest(method=name):
				self.assertEqual(changed(before, after), [])
			before = after

	def ask(self, name: str, function, doctype: str, record: str):
		"""Everything that could name a record is filled with ours; POST where allowed, so that a write would stay."""
		bag = dict.fromkeys(methods.parameters(function), record)
		bag |= dict.fromkeys(NAME_KEYS, record) | dict.fromkeys(DOCTYPE_KEYS, doctype)
		bag |= {"user": world_user(), "email": world_user(), "usr": world_user(), "action": "同意通过", "current_state": "草稿"}
		bag |= {"fields": '["*"]', "as_html": "0", "file_url": self.file_url(), "like": "1", "name": record}
		guest = Browser()
		return guest.post(name, **bag) if "POST" in methods.verbs(function) else guest.get(name, **bag)

	def file_url(self) -> str:
		return frappe.db.get_value("File", self.records["File"], "file_url")

	def test_search_by_words_finds_nothing(self):
		guest = Browser()
		for name in ("frappe.www.search.get_search_results", "frappe.utils.global_search.web_search", "frappe.search.web_search"):
			for word in self.secrets:
				with self.subTest(method=name, word=word):
					answer = guest.post(name, text=word, query=word)
					others = [secret for secret in self.secrets if secret != word]
					self.assertFalse([secret for secret in others if secret in answer.plain])

	def test_no_page_tells_a_visitor_anything(self):
		guest = Browser()
		for doctype in ("Title Application", "Unit Member"):
			record = self.records[doctype]
			for page in PAGES:
				path = page.format(doctype=doctype, name=record, person=frappe.utils.quoted("Title"))
				with self.subTest(path=path):
					self.assert_told_nothing(guest.page(path))
		for path in ("/portal", "/portal/dossier", "/portal/detail", "/portal/progress", "/app"):
			with self.subTest(path=path):
				answer = guest.page(f"{path}?name={self.scene['passed']}")
				self.assertTrue(answer.status in (301, 302) or "login" in answer.text or not answer.is_ok, answer)
				self.assert_told_nothing(answer)

	def test_our_own_methods_refuse_a_visitor(self):
		"""Every whitelisted method of ours that is not on the frozen list."""
		frozen = FROZEN.read_text(encoding="utf-8").split()
		before = digest()
		for name, function in sorted(methods.for_users("zhicheng").items()):
			if name in frozen:
				continue
			bag = dict.fromkeys(methods.parameters(function), self.scene["passed"]) | {"step": "1", "user": world_user()}
			verb = "POST" if "POST" in methods.verbs(function) else "GET"
			key = "data" if verb == "POST" else "query_string"
			with self.subTest(method=name):
				answer = Browser().open(f"/api/method/{name}", method=verb, **{key: bag})
				self.assertEqual(answer.status, 403, answer)
		self.assertEqual(changed(before, digest()), [])

	def assert_told_nothing(self, answer) -> None:
		said = answer.plain + answer.content.decode(errors="replace")
		self.assertFalse([word for word in self.secrets if word in said], answer)


def world_user() -> str:
	return world.user(PERSON)
