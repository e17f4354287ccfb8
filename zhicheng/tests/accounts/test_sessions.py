"""我的登录: one's own sessions with device and address, ended by oneself, by a new password, by the unit above."""

import frappe

from zhicheng.domain import records
from zhicheng.domain.accounts import attempts, sessions
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

APPLICANT, PERSON, CLERK = "51000019850312001X", "测试甲", "510000199112030089"
API = "zhicheng.api.sessions."
AGENTS = (
	("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109 Safari/537.36", "谷歌浏览器 · Windows 电脑"),
	("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109 Safari/537.36 Edg/109", "Edge 浏览器 · Windows 电脑"),
	("Mozilla/5.0 (Linux; Android 13) Chrome/109 Mobile MicroMessenger/8.0", "微信 · 安卓手机或平板"),
	("Mozilla/5.0 (iPhone; CPU iPhone OS 16) Version/16 Mobile Safari/604", "Safari 浏览器 · 苹果手机"),
	("curl/8 <b>", "curl/8 b"),
	("", ""),
)


class TestSessions(VisitorCase):
	def setUp(self):
		super().setUp()
		self.user = world.user(PERSON)
		attempts.clear(APPLICANT, "127.0.0.1")
		frappe.db.delete("Sessions", {"user": self.user})
		self.commit()

	def visitor(self, number: str = APPLICANT) -> Visitor:
		visitor = Visitor()
		visitor.log_in(number, demo.PASSWORD)
		return visitor

	def names(self) -> list[str]:
		self.refresh()
		return [row["name"] for row in sessions.of(self.user)]

	def test_device_in_words(self):
		before = frappe.local.request if hasattr(frappe.local, "request") else None
		try:
			for said, words in AGENTS:
				with self.subTest(said):
					frappe.local.request = frappe._dict(headers={"User-Agent": said})
					self.assertEqual(sessions.device(), words)
		finally:
			frappe.local.request = before

	def test_list_and_end(self):
		own, other, third, stranger = self.visitor(), self.visitor(), self.visitor(), self.visitor(CLERK)
		page = own.get("/my-logins")[1]["html"]
		names = self.names()
		self.assertEqual((len(names), page.count("data-end="), page.count("正在使用")), (3, 2, 1))
		self.assertIn("127.0.0.1", page)
		self.assertFalse([visitor for visitor in (own, other, third) if visitor.sid() in page])
		other_name = sessions._hash(other.sid())[:20]
		for visitor, name in ((stranger, other_name), (own, "invented"), (own, ""), (own, sessions._hash(own.sid())[:20])):
			with self.subTest(name=name):
				status, answer = visitor.post(f"{API}end", session=name)
				self.assertEqual((status, "已经结束" in sentence(answer)), (417, True))

		self.assertEqual(own.post(f"{API}end", session=other_name)[0], 200)

		self.assertEqual([each.who() for each in (own, other, third)], [self.user, "Guest", self.user])
		self.assertNotIn(other_name, self.names())
		self.assertIn("其他1处", own.post(f"{API}end_others")[1]["message"]["message"])
		self.assertEqual([each.who() for each in (own, third)], [self.user, "Guest"])
		self.assertEqual(len(self.names()), 1)
		# a session that has idled too long is none
		own.pretend_idle(minutes=31)
		self.assertEqual(self.names(), [])
		self.assertIn(Visitor().get("/my-logins")[0], (301, 302))

	def test_a_disabled_person_is_out_at_once(self):
		visitor = self.visitor()
		member = frappe.get_doc("Unit Member", world.member(PERSON))
		for status in ("停用", "启用"):
			member.status = status
			records.save(member)
			self.commit()
			self.assertEqual(visitor.who(), "Guest")
			self.assertEqual(self.names(), [])
