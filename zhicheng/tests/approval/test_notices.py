"""申报通知: who may apply under which, in which order they stand, how long is left, what a search finds."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import add_days, now_datetime

from zhicheng.domain.approval import notice_times, notices, submission
from zhicheng.exceptions import Refusal
from zhicheng.portal import views
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import HEALTH, YEAR, create_notice, notice_of

NOW = datetime(2026, 9, 10, 9, 30)
TIMES = (
	# begins and ends, in days from now; what stands there; whether it presses
	(-5, 30, "还剩30天", False),
	(-5, 3, "还剩3天", True),
	(-5, 1.9, "还剩45小时", True),
	(-5, 0.25, "今天15:30截止", True),
	(-5, 0.6, "今天23:54截止", True),
	(-5, -0.1, "已截止", False),
	(4, 30, "4天后开始", False),
	(0.2, 30, "4小时后开始", False),
	(0.01, 30, "14分钟后开始", False),
)


class TestNotices(ZhichengTestCase):
	def test_time_left_in_words(self):
		for begins, ends, words, hurry in TIMES:
			with self.subTest(words=words):
				row = frappe._dict(
					status="发布", apply_from=NOW + timedelta(days=begins), apply_to=NOW + timedelta(days=ends)
				)
				self.assertEqual(notice_times.left(row, NOW), {"left": words, "hurry": hurry})
		closed = frappe._dict(status="截止", apply_from=NOW, apply_to=NOW + timedelta(days=9))
		self.assertEqual(notice_times.left(closed, NOW)["left"], "已截止")

	def test_list_and_start_agree_on_every_reason(self):
		"""A notice shown as open is never refused at 确认, and the other way round, with the same words."""
		year = YEAR - 1
		with self.as_user("测试甲"):
			submission.start(notice_of(HEALTH, "高级"))
		made = {
			"open": create_notice(year=year),
			"another unit category": create_notice(year=year, eligible_categories=[{"unit_category": "CENTRAL"}]),
			"another region": create_notice(year=year, eligible_region="510600"),
			"its own region": create_notice(year=year, level="中级", eligible_region="513200"),
			"over": create_notice(year=year, apply_to=add_days(now_datetime(), -1)),
			"not begun": create_notice(year=year, apply_from=add_days(now_datetime(), 9)),
			"ended by hand": create_notice(year=year, status="截止"),
			"place taken": create_notice(year=YEAR),
		}
		self.bar(year - 1)
		made["barred"] = create_notice(year=year - 1)
		opened = set()
		with self.as_user("测试甲"):
			rows = {row.name: row for found in notices.offered_by_level().values() for row in found}
			for case, name in made.items():
				with self.subTest(case=case):
					frappe.db.savepoint("start")
					try:
						submission.start(name)
						said = ""
						opened.add(case)
					except Refusal as refusal:
						said = str(refusal)
					frappe.db.rollback(save_point="start")
					self.assertEqual((rows[name].open, rows[name].why_not), (not said, said))
		self.assertEqual(opened, {"open", "its own region"})

	def bar(self, year: int) -> None:
		person = frappe.db.get_value("Unit Member", world.member("测试甲"), ["name", "id_hash"], as_dict=True)
		ban = frappe.new_doc("Application Ban")
		ban.update({"person_name": "测试甲", "member": person.name, "id_hash": person.id_hash, "active": 1})
		ban.update({"year_from": year, "year_to": year, "source": "流程作废", "reason": "测试"})
		ban.flags.ignore_permissions = True
		ban.insert()

	def test_open_ones_first_by_deadline_then_the_others_newest_first(self):
		soon = create_notice(year=YEAR - 1, title="甲乙丙一", apply_to=add_days(now_datetime(), 2))
		later = create_notice(year=YEAR - 1, title="甲乙丙二", apply_to=add_days(now_datetime(), 20))
		old = create_notice(year=YEAR - 1, title="甲乙丙三", apply_to=add_days(now_datetime(), -20))
		over = create_notice(year=YEAR - 1, title="甲乙丙四", apply_to=add_days(now_datetime(), -2))

		with self.as_user("测试甲"):
			page = views.level_notices("senior", "甲乙丙")

		self.assertEqual([row.name for row in page["notices"]], [soon, later])
		self.assertEqual([row.name for row in page["shut"]], [over, old])
		self.assertEqual({tab["level"]: tab["count"] for tab in page["tabs"]}, {"高级": 4, "中级": 0, "初级": 0})

	def test_search_takes_every_word_and_no_sign_for_a_wildcard(self):
		name = create_notice(title="测试通知（独一无二）", doc_no="川测〔2026〕7号", year=YEAR - 1)
		with self.as_user("测试甲"):
			for search, is_found in (
				("独一无二", True),
				("川测 独一无二", True),
				(f"卫生 {YEAR - 1}", True),
				("评审委员会（测试）", True),
				("独一无二 农业", False),
				("独%二", False),
				("独_无二", False),
				("'", False),
			):
				with self.subTest(search=search):
					found = {row.name for row in notices.offered("高级", search=search)}
					self.assertEqual(name in found, is_found)

	def test_drafts_and_archived_ones_are_not_shown(self):
		hidden = {create_notice(year=YEAR - 1, status=status) for status in ("草稿", "归档")}
		with self.as_user("测试甲"):
			shown = {row.name for row in notices.offered("高级")}
			for name in hidden:
				with self.assertRaises(frappe.DoesNotExistError):
					views.notice(name)

		self.assertFalse(hidden & shown)

	def test_more_notices_cost_no_more_statements(self):
		counts = []
		with self.as_user("测试甲"):
			notices.offered("高级")
			for _more in range(2):
				counts.append(self.statements())
				frappe.set_user("Administrator")
				for _notice in range(3):
					create_notice(year=YEAR - 1, eligible_region="513200", eligible_categories=[{"unit_category": "CENTRAL"}])
				frappe.set_user(world.user("测试甲"))

		self.assertEqual(counts[0], counts[1])

	def statements(self) -> int:
		"""How many SQL statements one look at the list takes."""
		found = []
		before = frappe.db.sql

		def counting(*args, **kwargs):
			found.append(args[0])
			return before(*args, **kwargs)

		frappe.db.sql = counting
		try:
			notices.offered("高级")
		finally:
			frappe.db.sql = before
		return len(found)

	def test_page_of_a_notice_names_its_files_by_our_own_address(self):
		name = create_notice(year=YEAR - 1, body="<p>正文</p><script>alert(1)</script>")
		notice = frappe.get_doc("Evaluation Notice", name)
		notice.append("attachments", {"title": "评审条件", "file": "/private/files/zc-notice-test.pdf"})
		notice.db_update_all()
		with self.as_user("测试甲"):
			page = views.notice(name)

		self.assertNotIn("<script", page["body"])
		self.assertEqual([file["label"] for file in page["files"]], ["评审条件"])
		self.assertNotIn("/private/", page["files"][0]["url"])
