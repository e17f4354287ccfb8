"""Every act and every refused act, changes of base data, exports and prints leave their row in the Act Log."""

import frappe

from zhicheng.constants import Action
from zhicheng.domain import act_log
from zhicheng.domain.audit import base_data
from zhicheng.domain.approval import handover, opinion, submission
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import cases, world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.client import Visitor

NONE = "nothing-there"
A, CASE = "zhicheng.api.", {"application": None}
ACT = {"step": 1, "token": "t" * 20}
# what a stranger tries, by the name of the act that its row must carry
REFUSED = (
	("提交", "portal.submit", {**CASE, **ACT}),
	("撤回", "portal.withdraw", {**CASE, **ACT}),
	("删除草稿", "portal.discard", CASE),
	("删除流程", "portal.delete_process", {**CASE, **ACT}),
	("同意通过", "review.act", {**CASE, **ACT, "action": "同意通过"}),
	("流程作废", "review.act", {**CASE, **ACT, "action": "流程作废", "reason": "测试"}),
	("撤销作废", "review.undo_void", {**CASE, **ACT}),
	("保存意见", "review.save_opinion", {**CASE, "values": {}}),
	("已阅", "review.mark_read", CASE),
	("查看完整号码", "review.reveal", {**CASE, "reason": "核对身份证"}),
	("催办", "desk_work.remind", CASE),
	("转办", "desk_work.hand_over", {**CASE, "step": 1, "to": "Administrator"}),
	("延期", "desk_work.extend", {**CASE, "step": 1, "until": "2030-01-01", "reason": "测试"}),
	("生成整卷材料", "export.dossier", CASE),
	("导出一览表", "export.register", {"level": "高级"}),
	("导出审计日志", "audit.export_chain", {}),
	("发布流程", "routes.publish", {"name": "S-03-v1"}),
	("停用流程", "routes.stop", {"name": "S-03-v1"}),
	("新增用户", "members.create", {"unit": NONE, "member_name": "测试", "id_number": "510000198604170286"}),
	("分配角色", "members.assign_roles", {"member": NONE, "roles": []}),
	("打印初始密码条", "members.issue_first_password", {"member": NONE}),
	("更改手机号码", "members.correct_mobile", {"member": NONE, "mobile": "13900000009"}),
	("查看完整号码", "members.reveal", {"member": NONE, "reason": "电话核实情况"}),
	("更正身份证", "members.correct_id_number", {"member": NONE, "id_number": "510000198604170286"}),
)


class TestRefusedActs(PortalTestCase):
	"""Through whole requests, because the row is written after Frappe has rolled back."""

	def test_every_try_of_a_stranger_is_noted(self):
		stranger = Visitor().log_in("测试庚")
		stranger.page("/portal")
		user = world.user("测试庚")
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.delete, "Act Log", {"user": user, "outcome": act_log.REFUSED})
		for act, method, values in REFUSED:
			asked = {**values, "application": self.application} if "application" in values else values
			with self.subTest(act=act, method=method):
				before = self.count(user, act)
				self.assertGreaterEqual(stranger.post(A + method, **asked).status_code, 400)
				self.assertEqual(self.count(user, act), before + 1)
		with self.subTest("a print refused"):
			self.assertGreaterEqual(stranger.get(f"/api/method/{A}print.application_pdf?name={self.application}").status_code, 400)
			self.assertEqual(self.count(user, "打印申报表"), 1)

	def count(self, user: str, act: str) -> int:
		frappe.db.rollback()
		return frappe.db.count("Act Log", {"user": user, "act": act, "outcome": act_log.REFUSED})


class TestActs(ZhichengTestCase):
	def test_the_way_of_a_case_is_in_the_log(self):
		application = factories.create_application(stage="U")
		with self.as_user("卫生院经办"):
			handover.mark_read(application)
			opinion.save(application, cases.opinions_for(opinion.boxes(application)))
			step = applications.case(application).step
			handover.act(application, Action.RETURN, step=step, token=factories.token(), reason="请补充材料")
		with self.as_user("测试甲"):
			submission.withdraw(application, step=applications.case(application).step, token=factories.token())

		acts = frappe.get_all("Act Log", filters={"application": application, "outcome": act_log.DONE}, pluck="act")
		self.assertLessEqual({"提交", "已阅", "保存意见", "返回修改", "撤回"}, set(acts))

	def test_changes_of_base_data_are_in_the_log(self):
		notice = frappe.get_doc("Evaluation Notice", world.notice("卫生技术人员", "高级"))
		notice.contact = "测试"
		stage = frappe.get_doc("Approval Stage", "PD")
		stage.sort_order = 80
		committee = frappe.get_doc("Evaluation Committee", notice.committee)
		committee.members_count = 27
		for doc in (notice, stage, committee):
			with self.subTest(doc.doctype):
				doc.save()
				self.assertTrue(self.row(f"修改{frappe._(doc.doctype)}"))
		member = frappe.get_doc("Unit Member", world.member("测试甲"))
		member.mobile = "13000000077"
		member.save()
		detail = self.row(f"修改{frappe._('Unit Member')}")
		self.assertIn("手机号码", detail)
		self.assertNotIn("13000000077", detail)

	def test_a_field_that_an_administrator_adds_is_watched(self):
		"""Adding one alters a table, which ends the transaction: the hook is read, its function called."""
		for doctype in ("Custom Field", "Property Setter", "Title Speciality", "Title Qualification", "Pledge Version"):
			for event in ("on_update", "on_trash"):
				with self.subTest(doctype, event=event):
					self.assertIn("zhicheng.domain.audit.base_data.log_change", frappe.get_doc_hooks()[doctype][event])
		field = frappe.get_doc({"doctype": "Custom Field", "name": "Title Series-zc_x"})
		base_data.log_change(field, "on_trash")
		self.assertIn("zc_x", self.row(f"删除{frappe._('Custom Field')}"))

	def row(self, act: str) -> str:
		filters = {"act": act, "user": "Administrator"}
		return next(iter(frappe.get_all("Act Log", filters=filters, pluck="detail", order_by="creation desc", limit=1)), "")
