"""The notice form: what does not fit together is refused in a sentence, what changes is logged (issue of the notice's keeper)."""

import frappe
from frappe.utils import add_days, get_datetime

from zhicheng.constants import Role
from zhicheng.exceptions import NoticeInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import FARMING, HEALTH, create_draft, create_notice


def committee(series: str = HEALTH) -> str:
	return frappe.db.get_value("Evaluation Committee", {"level": "高级", "series": series})


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

	def test_extension_is_logged(self):
		notice = self.notice()
		notice.apply_to = add_days(notice.apply_to, 7)
		notice.save()

		detail = frappe.db.get_value("Act Log", {"act": "修改申报时间"}, "detail", order_by="creation desc")
		self.assertIn(f"{notice.title}：申报截止", detail)

	def test_opening_tells_which_units_would_get_stuck(self):
		frappe.db.delete("Unit Member Role", {"parent": world.member("卫生院经办"), "role": str(Role.COUNTY_AFFILIATE)})
		notice = self.notice(create_notice(status="草稿"))
		frappe.clear_messages()

		notice.status = "发布"
		notice.save()

		said = "".join(str(message) for message in frappe.get_message_log())
		self.assertIn("个单位的申报会走不通", said)
		self.assertIn("马尔康镇卫生院", said)
