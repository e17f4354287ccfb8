"""Who looked at whose dossier: one row per person, dossier and kind, written by a worker, told to the applicant."""

from unittest import mock

import frappe
from frappe.utils import add_to_date, now_datetime

from zhicheng.api import desk_work, export, receipt, review
from zhicheng.api import print as print_doors
from zhicheng.domain import act_log
from zhicheng.domain.audit import reveals, views
from zhicheng.exceptions import ReasonMissing, TooManyReveals
from zhicheng.export import jobs
from zhicheng.portal import readers
from zhicheng.printing import dossier_view, renderer
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application

NUMBER, MASKED = "51000019850312001X", "510000********001X"
CLERK = "卫生院经办"


class TestViews(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = create_application(person="测试甲", stage="U")

	def setUp(self):
		super().setUp()
		self.jobs = []
		views.forget(world.user(CLERK), views.READ, self.application)

	def noted(self, person: str, call, *args, **kwargs):
		"""Run it as the person with a queue that a worker empties at once, as that person."""
		queue = mock.patch.object(frappe, "enqueue", lambda method, queue="", **seen: self.jobs.append((method, seen)))
		with self.as_user(person), queue:
			answer = call(*args, **kwargs)
		for method, seen in self.jobs:
			frappe.get_attr(method)(**seen)
		self.jobs.clear()
		return answer

	def rows(self, **filters) -> list:
		fields = ["act", "user", "unit", "detail", "outcome"]
		wanted = {"application": self.application, "act": ["in", views.OF_DOSSIER], **filters}
		return frappe.get_all("Act Log", filters=wanted, fields=fields, order_by="creation")

	def test_a_look_is_one_row_and_the_applicant_reads_it(self):
		for _time in range(2):
			self.noted(CLERK, review.screen, self.application)
			self.noted(CLERK, desk_work.changed, self.application)
		views.forget(world.user(CLERK), views.READ, self.application)
		self.noted(CLERK, review.screen, self.application)

		[row] = self.rows()
		self.assertEqual((row.act, row.user, row.unit), (views.READ, world.user(CLERK), world.unit("MEK-CLINIC")))
		with self.as_user("测试甲") as user:
			[told] = readers.readers(user, self.application)["rows"]
		self.assertEqual((told["unit"], told["who"], told["what"]), ("马尔康镇卫生院（测试）", CLERK, views.READ))
		with self.as_user("测试乙") as user:
			self.assertRaises(frappe.PermissionError, readers.readers, user, self.application)

	def test_ones_own_look_is_not_noted(self):
		self.noted("测试甲", review.screen, self.application)

		self.assertEqual(self.rows(), [])

	def test_a_clerk_sees_masks_until_he_says_why(self):
		with self.as_user(CLERK):
			html = dossier_view.render(self.application)
			self.assertIn(MASKED, html)
			self.assertNotIn(NUMBER, html)
			self.assertNotIn("13000000001", html)
			for reason in ("", "看", "看" * 201):
				self.assertRaises(ReasonMissing, review.reveal, self.application, reason)
			told = review.reveal(self.application, "核对身份证原件")
		self.assertEqual(told, {"id_masked": NUMBER, "mobile": "13000000001"})
		[row] = self.rows()
		self.assertEqual(row.act, views.REVEAL)
		self.assertIn("理由：核对身份证原件", row.detail)
		with self.as_user("测试甲"):
			self.assertIn(NUMBER, dossier_view.render(self.application))

	def test_a_stranger_reveals_nothing_and_nobody_by_the_hundred(self):
		with self.as_user("测试乙"):
			self.assertRaises(frappe.PermissionError, review.reveal, self.application, "核对身份证原件")
		key = frappe.cache.make_key(f"zhicheng_reveals:{world.user(CLERK)}")
		frappe.cache.setex(key, 60, reveals.MOST_PER_HOUR)
		self.addCleanup(frappe.cache.delete, key)
		with self.as_user(CLERK):
			self.assertRaises(TooManyReveals, review.reveal, self.application, "核对身份证原件")
		self.assertEqual(self.rows(), [])

	def test_an_export_with_whole_numbers_leaves_a_row_at_each_case(self):
		views.note_exported(world.user(CLERK), [self.application], "年度统计上报")

		[row] = self.rows()
		self.assertEqual((row.act, row.user), (views.EXPORT, world.user(CLERK)))
		self.assertIn("年度统计上报", row.detail)

	def test_prints_receipts_and_whole_dossiers_leave_their_row_when_done(self):
		"""The drawing itself is tested elsewhere; here the paper is empty."""
		with self.as_user(CLERK):
			job = jobs.create("整卷材料", "整卷", "整卷.pdf", request={}, application=self.application)
		later = {"status": jobs.DONE, "expires_on": add_to_date(now_datetime(), hours=1)}
		frappe.db.set_value("Document Job", job, later)
		# the demo world's region prints after the check
		frappe.db.set_value("Title Application", self.application, "print_unlocked", 1)
		path = jobs.folder() / frappe.db.get_value("Document Job", job, "stored_as")
		path.write_bytes(b"%PDF")
		self.addCleanup(path.unlink)
		doors = (
			(views.PRINT, lambda: print_doors.application_pdf(self.application)),
			(views.RECEIPT, lambda: receipt.receipt_pdf(self.application)),
			(views.WHOLE, lambda: export.download(job)),
		)
		for act, door in doors:
			views.forget(world.user(CLERK), act, self.application)
			with self.subTest(act), mock.patch.object(renderer, "pdf", return_value=b"%PDF"):
				self.assertEqual(self.noted(CLERK, door).status_code, 200)
				[row] = self.rows(act=act)
				self.assertEqual((row.user, row.outcome, row.unit), (world.user(CLERK), act_log.DONE, world.unit("MEK-CLINIC")))
		with self.as_user("测试甲") as user:
			told = {row["what"] for row in readers.readers(user, self.application)["rows"]}
		self.assertLessEqual({views.PRINT, views.RECEIPT, views.WHOLE}, told)

	def test_a_failing_queue_shows_nothing(self):
		"""What cannot be noted is not shown; the next try is noted again."""
		broken = mock.patch.object(frappe, "enqueue", side_effect=ConnectionError)
		with self.as_user(CLERK), broken:
			self.assertRaises(ConnectionError, review.screen, self.application)
		self.noted(CLERK, review.screen, self.application)
		self.assertEqual(len(self.rows()), 1)
