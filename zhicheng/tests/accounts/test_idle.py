"""A session ends after the minutes of the setting; what a page asks by itself does not keep it alive."""

import re

from zhicheng import session
from zhicheng.setup import demo
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase
from zhicheng.tests.platform.source import PACKAGE

CLERK = "510000199112030089"
POLL = "/api/method/frappe.desk.notifications.get_open_count"
# script file → what it asks again and again by itself
ASKED_BY_THEMSELVES = {
	"desk/presence.js": "presence.keep_open", "desk/batch.js": "batch.state", "desk/documents.js": "export.progress",
	"base/import_form.js": "imports.progress", "portal/reuse.js": "reuse.progress",
	"portal/whole_dossier.js": "export.progress", "portal/session.js": "account.session_left",
}  # fmt: skip
# saving of what was typed, the page's own clock, a pause before one single request
TYPED_OR_ONCE = (
	"desk/opinion_boxes.js", "desk/case_screen.js", "base/route_form.js", "portal/upload.js", "portal/dom.js", "portal/keeper.js",
	"portal/arrive.js", "portal/server.js",
)  # fmt: skip


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

	def test_no_page_of_ours_keeps_the_session_alive_by_itself(self):
		for method in ASKED_BY_THEMSELVES.values():
			self.visitor.pretend_idle(minutes=29)
			with self.subTest(method):
				self.visitor.post(f"zhicheng.api.{method}")
				self.assertGreater(session._idle_seconds(self.sid), 28 * 60)

	def test_every_timer_of_our_scripts_is_known(self):
		scripts = PACKAGE / "public" / "js"
		timed = {
			str(file.relative_to(scripts))
			for file in scripts.rglob("*.js")
			if re.search(r"\bset(Interval|Timeout)\(", file.read_text(encoding="utf-8"))
		}
		self.assertEqual(timed, {*ASKED_BY_THEMSELVES, *TYPED_OR_ONCE})
