"""The notice form: what does not fit together is refused in a sentence, what changes is logged (issue of the notice's keeper)."""

import frappe
from frappe.utils import add_days, format_datetime, get_datetime, now_datetime

from zhicheng.constants import Role
from zhicheng.exceptions import NoticeInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import FARMING, HEALTH, create_draft, create_notice


def committee(series: str = HEALTH) -> str:
	return frappe.db.get_value("Evaluation Committee", {"level": "高级", "series": series})


def day(number: int):
	return add_days(now_datetime().replace(minute=0, second=0, microsecond=0), number)


def minute(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm") if value else "未填"


def stage_until(value) -> dict:
	return {"stage_deadlines": [{"stage": "U", "deadline": value}]}


class TestNoticeForm(ZhichengTestCase):
	def notice(self, name: str = ""):
		return frappe.get_doc("Evaluation Notice", name or create_notice())

	def test_what_does_not_fit_is_refused(self):
		notice = self.notice()
		end = get_datetime(notice.apply_to)
		for values, sentence in (
			({"apply_from": add_days(end, 1)}, "须晚于申报开始"),
			({"resubmit_deadline": add_days(end, -1)}, "不能早于申报截止"),
			({"declare_year": 26}, "四位年份"),
			({"committee": committee(FARMING)}, "级别或系列不同"),
			({"stage_deadlines": [{"stage": "U", "deadline": end}, {"stage": "U", "deadline": end}]}, "只能填一次"),
			({"stage_deadlines": [{"stage": "U", "deadline": add_days(notice.apply_from, -1)}]}, "须晚于申报开始"),
		):
			notice.reload()
			notice.update(values)
			with self.subTest(sentence), self.assertRaisesRegex(NoticeInvalid, sentence):
				notice.save()

	def test_committee_that_ends_before_the_notice_is_refused(self):
		notice = self.notice()
		frappe.db.set_value("Evaluation Committee", notice.committee, "valid_to", add_days(notice.apply_to, -1))

		self.assertRaisesRegex(NoticeInvalid, "早于申报截止", notice.save)

	def test_what_cases_stand_on_is_frozen(self):
		application = create_draft()
		frappe.set_user("Administrator")
		notice = self.notice(frappe.db.get_value("Title Application", application, "notice"))
		for values in ({"declare_year": 2020}, {"status": "草稿"}):
			notice.reload()
			notice.update(values)
			with self.subTest(values), self.assertRaisesRegex(NoticeInvalid, "已有人按这个通知申报"):
				notice.save()

	def test_new_times_are_logged_with_the_old_ones(self):
		for name, values, label, old, new in (
			("extended", {"apply_to": day(61)}, "申报截止", day(60), day(61)),
			("shortened, still to come", {"apply_to": day(2)}, "申报截止", day(60), day(2)),
			("resubmission", {"resubmit_deadline": day(95)}, "补正后再次提交截止", day(90), day(95)),
			("resubmission emptied", {"resubmit_deadline": None}, "补正后再次提交截止", day(90), None),
			("stage", stage_until(day(5)), "环节“所在单位审核”的截止时间", day(9), day(5)),
			("stage emptied", {"stage_deadlines": []}, "环节“所在单位审核”的截止时间", day(9), None),
		):
			for status in ("发布", "截止"):
				notice = self.running(status)
				notice.update(values).save()
				detail = f"{notice.title}：{label} {minute(old)} → {minute(new)}"
				with self.subTest(name, status=status):
					self.assertEqual(frappe.get_all("Act Log", {"act": "修改申报时间", "detail": detail}, pluck="outcome"), ["完成"])

	def test_published_notice_is_not_cut_short_into_the_past(self):
		for name, values, label in (
			("end", {"apply_to": day(-1)}, "申报截止"),
			("end as text", {"apply_to": str(day(-1))}, "申报截止"),
			("end and status at once", {"apply_to": day(-1), "status": "截止"}, "申报截止"),
			("stage", stage_until(day(-1)), "环节“所在单位审核”的截止时间"),
			("stage added", {"stage_deadlines": [{"stage": "CI", "deadline": day(-1)}]}, "环节“.*”的截止时间"),
		):
			for status in ("发布", "截止"):
				notice = self.running(status)
				with self.subTest(name, status=status), self.assertRaisesRegex(NoticeInvalid, f"{label}不能改到现在以前"):
					notice.update(values).save()

	def test_time_to_correct_is_not_cut_short_into_the_past(self):
		for value in (day(-1), None):
			notice = self.running("发布", apply_to=day(-2), resubmit_deadline=day(3))
			with self.subTest(value), self.assertRaisesRegex(NoticeInvalid, "补正后再次提交截止不能改到现在以前"):
				notice.update({"resubmit_deadline": value}).save()

	def test_what_is_over_may_stay_and_the_notice_is_closed_or_reopened(self):
		for name, values in (
			("another word", {"title": "改了名称的通知"}),
			("without fractions", {"apply_to": str(day(-2))}),
			("closed", {"status": "截止"}),
			("reopened", {"apply_to": day(2)}),
		):
			notice = self.running("发布", apply_to=f"{day(-2)}.654321", resubmit_deadline=day(3))
			with self.subTest(name):
				self.assertTrue(notice.update(values).save())

	def test_single_row_of_a_published_notice_is_not_changed_past_it(self):
		row = self.running("发布").stage_deadlines[0]
		alone = frappe.get_doc(row.doctype, row.name).update({"deadline": day(-1)})
		for act in (alone.save, lambda: frappe.delete_doc(row.doctype, row.name)):
			self.assertRaisesRegex(NoticeInvalid, "请在通知中修改", act)

	def running(self, status: str, **values):
		"""A notice that runs until the 60th day from now, to correct until the 90th; the first stage until the 9th."""
		times = {"apply_from": day(-30), "apply_to": day(60), "resubmit_deadline": day(90), **stage_until(day(9))}
		return self.notice(create_notice(status=status, **{**times, **values}))

	def test_opening_tells_which_units_would_get_stuck(self):
		frappe.db.delete("Unit Member Role", {"parent": world.member("卫生院经办"), "role": str(Role.COUNTY_AFFILIATE)})
		notice = self.notice(create_notice(status="草稿"))
		frappe.clear_messages()

		notice.status = "发布"
		notice.save()

		said = "".join(str(message) for message in frappe.get_message_log())
		self.assertIn("个单位的申报会走不通", said)
		self.assertIn("马尔康镇卫生院", said)
