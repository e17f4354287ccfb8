"""消息 of clerks and mails: who is told what, at which address, and that an act pays nothing for it."""

import re

import frappe
from frappe.utils import add_days, now_datetime

from zhicheng.constants import Action
from zhicheng.domain.approval import reminders
from zhicheng.domain.notify import addresses, digest, events, jobs, mail
from zhicheng.domain.people import identity, members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import AddressRefused
from zhicheng.setup.demo import cases, world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, user

ADDRESS = "kezhi@example.org"
heard = []


def listen(*, user: str, kind: str, text: str, application: str) -> None:
	"""A site's own channel, as docs/notifications.md describes it."""
	heard.append((user, kind, text, application))


class TestNotify(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.db.savepoint("before_scene")
		cls.addClassCleanup(frappe.db.rollback, save_point="before_scene")
		cls.case = create_application(person="测试甲", stage="U")
		account = {"doctype": "Email Account", "email_account_name": "测试发信", "email_id": "robot@example.org"}
		account.update({"enable_outgoing": 1, "default_outgoing": 1, "smtp_server": "localhost", "name": "测试发信"})
		frappe.db.set_value("Email Account", {"default_outgoing": 1}, "default_outgoing", 0)
		frappe.get_doc(account).db_insert()

	def setUp(self):
		super().setUp()
		heard.clear()
		for clerk in ("卫生院经办", "马市卫健经办", "测试甲"):
			frappe.cache().delete_value(f"zhicheng_mail_codes:{user(clerk)}")

	def row(self):
		return applications.open_task(self.case)

	def told(self, person: str) -> list[str]:
		filters = {"for_user": user(person), "document_name": self.case}
		return frappe.get_all("Notification Log", filters=filters, pluck="subject", order_by="creation desc")

	def mails(self) -> list[frappe._dict]:
		queue, recipient = frappe.qb.DocType("Email Queue"), frappe.qb.DocType("Email Queue Recipient")
		query = frappe.qb.from_(queue).join(recipient).on(recipient.parent == queue.name)
		query = query.select(queue.message, recipient.recipient).where(recipient.recipient == ADDRESS)
		return query.orderby(queue.creation).run(as_dict=True)

	def confirm(self, person: str) -> str:
		"""Through the code that the mail brings."""
		addresses.send_code(user(person), ADDRESS)
		code = re.search(r"\b(\d{6})\b", _text(self.mails()[-1].message)).group(1)
		addresses.confirm(user(person), code)
		frappe.db.delete("Email Queue Recipient", {"recipient": ADDRESS})
		return code

	def test_the_right_people_are_told(self):
		row = self.row()
		jobs.tell(events.ARRIVED, actor=user("测试甲"), task=row.name)
		self.assertEqual(len(self.told("卫生院经办")), 1)
		self.assertIn("新到待办业务：", self.told("卫生院经办")[0])
		for person in ("测试甲", "马市卫健经办", "省厅经办"):
			self.assertEqual(self.told(person), [], person)
		# unread arrivals are one line
		jobs.tell(events.ARRIVED, actor=user("测试甲"), task=row.name)
		jobs.tell(events.ARRIVED, actor=user("测试甲"), task=row.name)
		self.assertEqual([subject[-4:] for subject in self.told("卫生院经办")], ["）等3件"])
		for kind in (events.RETURNED, events.HANDED, events.URGED):
			jobs.tell(kind, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.told("卫生院经办")), 4)
		# who acted himself is not told, nor anybody of a row that moved on
		jobs.tell(events.URGED, actor=user("卫生院经办"), task=row.name)
		frappe.db.set_value("Approval Task", row.name, "status", "已处理")
		jobs.tell(events.URGED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.told("卫生院经办")), 4)

	def test_every_act_queues_one_job_after_its_commit(self):
		queued, kept = [], events._enqueue
		events._enqueue = lambda **what: queued.append((what["kind"], what.get("task")))
		before = frappe.db.after_commit
		frappe.db.after_commit = type(before)()
		try:
			cases.approve(self.case)
			frappe.set_user(user("测试甲"))
			reminders.remind(self.case)
			cases.act(self.case, Action.RETURN, reason="请核对。")
			self.assertEqual(queued, [])
			frappe.db.after_commit.run()
		finally:
			frappe.db.after_commit, events._enqueue = before, kept
		self.assertEqual([kind for kind, _task in queued], [events.ARRIVED, events.URGED, events.RETURNED])
		self.assertEqual(queued[-1][1], self.row().name)

	def test_mail_goes_to_a_confirmed_address_alone(self):
		clerk, row = user("卫生院经办"), self.row()
		frappe.db.set_value("Unit Member", world.member("卫生院经办"), "email", ADDRESS)
		jobs.tell(events.RETURNED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(self.mails(), [], "not confirmed")
		self.confirm("卫生院经办")
		jobs.tell(events.ARRIVED, actor=user("测试甲"), task=row.name)
		self.assertEqual(self.mails(), [], "an arrival can wait for the digest")
		jobs.tell(events.RETURNED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.mails()), 1)
		self.assert_bare(_text(self.mails()[0].message))
		addresses.choose(clerk, digest=True, urgent=False)
		jobs.tell(events.RETURNED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.mails()), 1, "the clerk said no")
		addresses.choose(clerk, digest=True, urgent=True)
		frappe.db.set_value("Unit Member", world.member("卫生院经办"), "email", "other@example.org")
		jobs.tell(events.RETURNED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.mails()), 1, "the address was changed since")
		frappe.db.set_value("Unit Member", world.member("卫生院经办"), "email", ADDRESS)
		frappe.db.set_value("Email Account", "测试发信", "enable_outgoing", 0)
		# Frappe's test runner sets one
		self.addCleanup(frappe.conf.update, {"mail_server": frappe.conf.pop("mail_server", None)})
		jobs.tell(events.RETURNED, actor=user("马市卫健经办"), task=row.name)
		self.assertEqual(len(self.mails()), 1, "the site cannot send")

	def assert_bare(self, text: str) -> None:
		"""Number and name at most, and nothing to press."""
		number = identity.unseal(frappe.db.get_value("Unit Member", world.member("测试甲"), "id_number"))
		self.assertNotIn(number, text)
		self.assertNotRegex(text, r"\d{17}[\dX]|\d{6}\*+\d+|<a |https?://\S*(api|app|portal)")
		self.assertIn(applications.case(self.case).application_no, text)

	def test_a_returned_applicant_is_mailed_at_once(self):
		self.confirm("测试甲")
		cases.act(self.case, Action.RETURN, reason="请补充材料。")
		frappe.set_user("Administrator")
		jobs.tell(events.RETURNED, actor=user("卫生院经办"), task=self.row().name)
		self.assertEqual(len(self.mails()), 1)
		self.assertIn("已退回", _text(self.mails()[0].message))

	def test_digest_and_deadlines(self):
		self.confirm("卫生院经办")
		clerk, now = user("卫生院经办"), now_datetime()
		frappe.db.set_value("Approval Task", self.row().name, "deadline", add_days(now, 2))
		members.forget()
		self.assertTrue(digest.send_to(clerk))
		text = _text(self.mails()[0].message)
		self.assertRegex(text, r"待办业务\d+件：新到[1-9]\d*件，已超期\d+件，三天内截止1件")
		self.assert_bare(text)
		frappe.db.set_value("Approval Task", self.row().name, "deadline", None)
		self.assertFalse(digest.send_to(clerk), "nothing new, nothing runs out")
		addresses.choose(clerk, digest=False, urgent=True)
		frappe.db.set_value("Unit Member", world.member("卫生院经办"), "digest_sent_on", add_days(now, -2))
		self.assertFalse(digest.send_to(clerk), "the clerk said no")
		self.assertEqual(len(self.mails()), 1)

	def test_a_code_confirms_once_and_cannot_be_guessed(self):
		clerk = user("马市卫健经办")
		addresses.send_code(clerk, ADDRESS)
		code = re.search(r"\b(\d{6})\b", _text(self.mails()[-1].message)).group(1)
		wrong = "000000" if code != "000000" else "111111"
		for refused in (wrong, "", wrong, wrong, wrong):
			with self.assertRaises(AddressRefused):
				addresses.confirm(clerk, refused)
		with self.assertRaises(AddressRefused):
			addresses.confirm(clerk, code)
		self.assertFalse(mail.address_of(frappe.get_doc("Unit Member", world.member("马市卫健经办"))))
		for address in ("", "x", "a@example.org,b@example.org"):
			with self.subTest(address), self.assertRaises(AddressRefused):
				addresses.send_code(clerk, address)
		code = self.confirm("马市卫健经办")
		with self.assertRaises(AddressRefused):
			addresses.confirm(clerk, code)
		with self.assertRaisesRegex(AddressRefused, "太多"):
			for _try in range(addresses.PER_HOUR + 1):
				addresses.send_code(clerk, ADDRESS)

	def test_the_site_can_hang_in_its_own_channel(self):
		hooks = frappe.get_hooks
		frappe.get_hooks = lambda name=None, *rest, **more: (
			["zhicheng.tests.review.test_notify.absent", f"{__name__}.listen"] if name == "zhicheng_notify" else hooks(name, *rest, **more)
		)
		try:
			jobs.tell(events.URGED, actor=user("马市卫健经办"), task=self.row().name)
		finally:
			frappe.get_hooks = hooks
		self.assertEqual([(one[0], one[1], one[3]) for one in heard], [(user("卫生院经办"), events.URGED, self.case)])


def _text(message: str) -> str:
	"""The parts of a mail, decoded."""
	import email
	from email.policy import default

	parts = email.message_from_string(message, policy=default).walk()
	return "\n".join(part.get_content() for part in parts if part.get_content_type() == "text/plain")
