"""A session ends after the minutes of the setting; what a page asks by itself does not keep it alive."""

from zhicheng import session
from zhicheng.setup import demo
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase

CLERK = "510000199112030089"
POLL = "/api/method/frappe.desk.notifications.get_open_count"


class TestIdle(VisitorCase):
	def setUp(self):
		super().setUp()
		self.visitor = Visitor()
		self.visitor.log_in(CLERK, demo.PASSWORD)
		self.user = self.visitor.who()
		self.sid = self.visitor.sid()

	def test_idle_session_ends_and_says_so(self):
		self.visitor.pretend_idle(minutes=31)

		status, answer = self.visitor.get("/api/method/frappe.auth.get_logged_user")

		self.assertIn(status, (401, 403))
		self.assertEqual(answer.get("session_expired"), 1)
		self.assertEqual(self.visitor.who(), "Guest")

	def test_idle_page_leads_to_the_log_in(self):
		self.visitor.pretend_idle(minutes=31)

		status, _answer = self.visitor.get("/portal")

		self.assertIn(status, (301, 302))
		self.assertEqual(self.visitor.who(), "Guest")

	def test_session_in_use_goes_on(self):
		self.visitor.pretend_idle(minutes=29)

		self.assertEqual(self.visitor.who(), self.user)
		self.assertLess(session._idle_seconds(self.sid), 60)

	def test_polling_does_not_count_as_use(self):
		self.visitor.pretend_idle(minutes=29)

		self.visitor.get(POLL, doctype="Unit", name="x")

		self.assertGreater(session._idle_seconds(self.sid), 28 * 60)
