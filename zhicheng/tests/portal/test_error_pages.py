"""What stands where nothing is to be seen: in Chinese, in our frame, with a way on, and without the program's words."""

import re

import frappe

from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.portal.client import Visitor

# address, status, heading for a person who is logged in; the heading for guests where it differs
PAGES = (
	("/no-such-page", 404, "没有找到这一页", ""),
	("/list/Unit", 404, "没有找到这一页", ""),
	("/printview?doctype=Unit&name=none", 404, "没有找到这一页", ""),
	("/api/method/frappe.client.get_list", None, "系统出错了", "请先登录"),
	("/api/method/none.none", None, "系统出错了", ""),
	("/message?title=Pay+here&message=<b>call+555</b>", None, "没有权限", "请先登录"),
)


class TestErrorPages(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		frappe.clear_cache()

	def test_each_is_said_in_chinese(self):
		person, guest = Visitor().log_in("测试甲"), Visitor()
		for address, status, heading, for_guest in PAGES:
			for visitor, wanted in ((person, heading), (guest, for_guest or heading)):
				with self.subTest(address, heading=wanted):
					answer = visitor.get(address, headers={"Accept": "text/html"})
					words = re.sub(r"<(style|script|title)\b.*?</\1>|<[^>]+>", " ", answer.text, flags=re.S)
					self.assertIn(wanted, words)
					self.assertEqual(re.findall(r"[A-Za-z]{3,}", words), [])
					self.assertRegex(answer.text, 'href="/(login)?">(返回首页|去登录)<')
					if status and visitor is person:
						self.assertEqual(answer.status_code, status)
