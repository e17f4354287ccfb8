"""The clerk's endpoints through real requests: method, session, refusal's row, process attachments."""

import io

import frappe

from zhicheng.constants import Action
from zhicheng.domain.queries import applications
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.dossier import files
from zhicheng.tests.portal.base import take_away
from zhicheng.tests.portal.client import Visitor

REVIEW = "zhicheng.api.review."
CLERK, UPPER, FOREIGN, APPLICANT = "卫生院经办", "马市卫健经办", "德阳人社经办", "测试甲"


class TestRequests(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_application(person=APPLICANT, stage="U")
		frappe.db.commit()
		cls.addClassCleanup(take_away, cls.application)
		cls.addClassCleanup(cls._drop_attachments)
		cls.clerk = Visitor().log_in(CLERK)

	@classmethod
	def _drop_attachments(cls):
		frappe.db.delete("Process Attachment", {"application": cls.application})

	def tearDown(self):
		frappe.db.rollback()
		frappe.db.savepoint("before_test")
		super().tearDown()

	def _step(self) -> int:
		frappe.db.rollback()
		frappe.db.savepoint("before_test")
		return applications.case(self.application).step

	def _act(self, visitor: Visitor, action: str, **values):
		step, token = self._step(), factories.token()
		return visitor.post(
			f"{REVIEW}act", application=self.application, action=str(action), step=step, token=token, **values
		)

	def _refused(self) -> int:
		frappe.db.rollback()
		frappe.db.savepoint("before_test")
		return frappe.db.count("Act Log", {"application": self.application, "outcome": "拒绝"})

	def test_act_by_get_is_refused(self):
		before = self._step()

		address = f"/api/method/{REVIEW}act?application={self.application}&action=返回修改&step={before}&token=x&reason=x"
		answer = self.clerk.get(address)

		self.assertEqual(answer.status_code, 403)
		self.assertEqual(self._step(), before)

	def test_guest_is_refused(self):
		guest = Visitor()

		self.assertEqual(self._act(guest, Action.RETURN, reason="x").status_code, 403)
		self.assertEqual(guest.get(f"/api/method/{REVIEW}screen?application={self.application}").status_code, 403)

	def test_refused_act_changes_nothing_and_leaves_one_row(self):
		before, rows = self._step(), self._refused()

		answer = self._act(self.clerk, Action.RETURN)

		self.assertEqual(answer.status_code, 417)
		self.assertIn("请填写返回修改的理由", _said(answer))
		self.assertNotIn("exc", answer.json, "no traceback leaves the server")
		self.assertEqual((self._step(), self._refused()), (before, rows + 1))

	def test_stage_of_others_is_refused_with_its_name(self):
		answer = self._act(Visitor().log_in(UPPER), Action.APPROVE)

		self.assertEqual(answer.status_code, 403)
		self.assertIn("马尔康镇卫生院（测试）", _said(answer))

	def test_process_attachment_goes_up_and_is_read_by_the_right_people(self):
		name = self._upload("推荐材料", files.pdf(), "推荐报告.pdf").json["message"]["name"]
		address = f"/api/method/{REVIEW}process_attachment?application={self.application}&attachment={name}"

		shown = self.clerk.get(address)
		self.assertEqual((shown.status_code, shown.mimetype), (200, "application/pdf"))
		self.assertEqual(Visitor().log_in(UPPER).get(address).status_code, 200)
		self.assertEqual(Visitor().log_in(FOREIGN).get(address).status_code, 403)
		self.assertEqual(Visitor().log_in(APPLICANT).get(address).status_code, 404)
		self.assertEqual(Visitor().get(address).status_code, 403)

	def test_disguised_process_attachment_is_refused(self):
		answer = self._upload("其他", b"MZ\x90\x00 not a pdf at all", "公示.pdf")

		self.assertEqual(answer.status_code, 417)
		self.assertIn("_server_messages", answer.json)

	def _upload(self, kind: str, content: bytes, name: str):
		data = {"application": self.application, "kind": kind, "title": "", "file": (io.BytesIO(content), name)}
		return self.clerk._ask(self.clerk.client.post, f"/api/method/{REVIEW}upload_process_attachment", data=data)


def _said(answer) -> str:
	"""The first sentence that the answer tells a person."""
	return frappe.parse_json(frappe.parse_json(answer.json["_server_messages"])[0])["message"]
