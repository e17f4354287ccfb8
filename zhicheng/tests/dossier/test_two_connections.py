"""Two windows of one person at the same moment, each on a connection of its own: nothing is lost or doubled."""

import io
import json
import random
import threading

import frappe
from PIL import Image

from zhicheng.domain.dossier import attachments, dossier
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

PERSON = "测试壬"


class TestTwoConnections(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_draft(person=PERSON)
		cls.user = world.user(PERSON)
		frappe.db.commit()

	@classmethod
	def tearDownClass(cls):
		frappe.db.rollback()
		frappe.set_user("Administrator")
		dossier.remove(cls.application)
		for doctype in ("Approval Task", "Act Log"):
			frappe.db.delete(doctype, {"application": cls.application})
		frappe.db.delete("Title Application", {"name": cls.application})
		frappe.db.commit()
		super().tearDownClass()

	def test_saves_beside_uploads_are_all_counted(self):
		before = self.now()
		self.together(lambda: self.add("cover_page", "current_title"), self.save_pledge)

		after = self.now()
		self.assertEqual(after["integrity_pledge"], before.get("integrity_pledge", 0) + 1)

	def test_a_row_changed_meanwhile_is_not_written_over(self):
		kept = self.together(lambda: self.change("甲"), lambda: self.change("乙"))

		self.assertEqual(sorted(type(one).__name__ for one in kept), ["StaleForm", "dict"], kept)

	def test_an_upload_sent_twice_is_one_row(self):
		mark = "a" * 32
		kept = self.together(*[lambda: self.add("cover_page", "current_title", upload=mark)] * 2)

		self.assertEqual(kept[0]["name"], kept[1]["name"])
		self.assertEqual(frappe.db.count("Dossier Attachment", {"application": self.application, "upload": mark}), 1)

	def test_a_place_for_one_holds_one(self):
		self.together(lambda: self.add("cover_page", "id_masked"), lambda: self.add("cover_page", "id_masked"))

		proofs = dossiers.attachments(self.application, section="cover_page", fieldname="id_masked")
		self.assertEqual(len(proofs), 1)

	def test_numbers_go_on_after_emptying(self):
		highest = max(abs(number) for number in self.now().values())
		dossier.empty(self.application)
		frappe.set_user(self.user)
		answer = dossier.save_section(self.application, "basic_info", {"birth_place": "新"}, 0, self.user)

		self.assertEqual(answer["revision"], highest + 1)
		self.fresh()

	def fresh(self) -> None:
		"""A transaction that sees what the others have written; the savepoint is what the base class gives back."""
		frappe.db.rollback()
		frappe.db.savepoint("before_test")

	def now(self) -> dict:
		self.fresh()
		return json.loads(dossiers.dossier(self.application).section_revisions or "{}")

	def add(self, section: str, fieldname: str, **more) -> dict:
		return attachments.add(
			self.application, section, fieldname, content=_picture(), file_name="图.png", user=self.user, **more
		)

	def save_pledge(self) -> dict:
		return dossier.save_section(self.application, "integrity_pledge", {}, 0, self.user, merge=True)

	def change(self, position: str) -> dict:
		row = {"name": self.row.name, "revision": str(self.row.modified), "values": {"position": position}}
		return dossier.save_section(self.application, "work", {"rows": [row]}, 0, self.user)

	def together(self, *acts) -> list:
		"""Each act on its own connection, which has looked at the dossier before either writes."""
		self.fresh()
		self.row = dossiers.rows(dossiers.dossier(self.application).name, BY_KEY["work"])[0]
		site, outcomes, barrier = frappe.local.site, [None] * len(acts), threading.Barrier(len(acts), timeout=60)

		def work(number: int) -> None:
			frappe.init(site=site)
			frappe.connect()
			try:
				frappe.set_user(self.user)
				dossiers.dossier(self.application)
				barrier.wait()
				outcomes[number] = acts[number]()
				frappe.db.commit()
			except Exception as error:
				frappe.db.rollback()
				outcomes[number] = error
			finally:
				frappe.destroy()

		threads = [threading.Thread(target=work, args=(number,)) for number in range(len(acts))]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join()
		self.fresh()
		return outcomes


def _picture() -> bytes:
	stream = io.BytesIO()
	Image.frombytes("RGB", (90, 90), random.randbytes(90 * 90 * 3)).save(stream, "PNG")
	return stream.getvalue()
