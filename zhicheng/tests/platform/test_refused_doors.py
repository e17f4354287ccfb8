"""A refused act of any door leaves its row, without a line of code at the door (api/refused_doors.py)."""

import ast
import json

import frappe
from frappe.utils import now_datetime

from zhicheng.api import refused_doors
from zhicheng.domain import act_log
from zhicheng.setup.demo import world
from zhicheng.tests.platform.test_endpoints import endpoints
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.client import Visitor

NONE = "nothing-there"
M, API = "/api/method/", "zhicheng.api."
# what is asked by POST and changes nothing that anybody else sees
QUESTIONS = (
	"batch.preview", "desk_guards.add_tag", "desk_guards.add_tags", "desk_guards.remove_tag", "desk_guards.toggle_like",
	"account.stay", "files.abandon_upload", "files.resume_upload", "files.send_part", "login.accept_privacy",
	"login.challenge", "login.set_first_password", "notify.choose_mail", "notify.confirm_address", "notify.send_code",
	"portal.check", "portal.messages_seen", "register.person", "routes.changes", "routes.outline", "second_factor.begin",
	"sessions.end_others", "guards.test_password_strength", "guards.update_password",
)  # fmt: skip


def _tries(application: str) -> list[tuple[str, str, str, dict]]:
	"""(act, verb, address, values): what an applicant of another unit tries."""
	unit, member, notice = world.unit("MEK-CLINIC"), world.member("卫生院经办"), world.notice("卫生技术人员", "高级")
	resource = "/api/resource/"
	return [
		("保存常用语", "post", f"{M}{API}libraries.keep", {"kind": "opinions", "texts": ["好"]}),
		("停用签字图片", "post", f"{M}{API}signatures.retire", {"name": NONE}),
		("复制流程", "post", f"{M}{API}routes.new_version", {"name": "S-03-v1"}),
		("流程体检", "post", f"{M}{API}route_check.run", {}),
		("解除锁定", "post", f"{M}{API}members.unlock", {"member": member}),
		("保存申报材料", "post", f"{M}{API}portal.save_section", {"application": application, "section": "cover_page", "values": {}}),
		("修改单位", "post", f"{M}frappe.desk.form.save.savedocs", {"doc": json.dumps({"doctype": "Unit", "name": unit, "unit_name": "改名"}), "action": "Save"}),
		("修改单位", "put", f"{resource}Unit/{unit}", {"unit_name": "改名"}),
		("删除单位", "delete", f"{resource}Unit/{unit}", {}),
		("新增单位", "post", f"{M}frappe.client.insert", {"doc": {"doctype": "Unit", "unit_name": "新（测试）"}}),
		("修改用户", "post", f"{M}frappe.client.set_value", {"doctype": "Unit Member", "name": member, "fieldname": "member_name", "value": "x"}),
		("修改申报通知", "put", f"{resource}Evaluation Notice/{notice}", {"status": "关闭"}),
		("新增审批流程", "post", f"{resource}Approval Route", {"route_name": "新"}),
		("修改职称申报", "post", f"{M}frappe.client.set_value", {"doctype": "Title Application", "name": application, "fieldname": "step", "value": 9}),
		("修改用户", "put", f"{resource}User/Administrator", {"first_name": "x"}),
		("删除操作日志", "post", f"{M}frappe.client.delete", {"doctype": "Act Log", "name": frappe.get_all("Act Log", pluck="name", limit=1)[0]}),
	]  # fmt: skip


class TestRefusedDoors(PortalTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(frappe.db.commit)

	def visitor_of(self, person: str) -> Visitor:
		visitor = Visitor().log_in(person)
		visitor.page("/my-logins")
		self.user, self.since = world.user(person), now_datetime()
		self.addCleanup(frappe.db.delete, "Act Log", {"user": self.user, "outcome": act_log.REFUSED})
		return visitor

	def rows(self) -> list:
		frappe.db.rollback()
		filters = {"user": self.user, "outcome": act_log.REFUSED, "creation": [">=", self.since]}
		return frappe.get_all("Act Log", filters=filters, fields=["act", "detail"], order_by="creation")

	def test_a_stranger_at_every_door(self):
		stranger = self.visitor_of("测试庚")
		for act, verb, address, values in _tries(self.application):
			with self.subTest(act=act, address=address):
				before = len(self.rows())
				if verb == "post":
					answer = stranger.send(address.removeprefix(M), _form(values)) if address.startswith(M) else stranger._ask(stranger.client.post, address, json=values)
				else:
					answer = stranger.put(address, **values) if verb == "put" else stranger.delete(address)
				self.assertGreaterEqual(answer.status_code, 400)
				rows = self.rows()
				self.assertEqual(len(rows) - before, 1, answer.text[:400])
				self.assertEqual(rows[-1].act, act)
				self.assertTrue(rows[-1].detail)

	def test_a_refused_save_tells_which_record_and_why(self):
		clerk = self.visitor_of("卫生院经办")
		unit = world.unit("MEK-CLINIC")
		doc = frappe.get_doc("Unit", unit).as_dict()
		sent = json.dumps({**doc, "contact_phone": "123"}, default=str)
		answer = clerk.send("frappe.desk.form.save.savedocs", {"doc": sent, "action": "Save"})
		self.assertEqual(answer.status_code, 417, answer.text)
		[row] = self.rows()
		self.assertEqual(row.act, "修改单位")
		self.assertTrue(row.detail.startswith(f"{doc.unit_name}：") and len(row.detail) > len(doc.unit_name) + 5, row.detail)
		for values in ({"leader_name": "测试"}, {"leader_name": ""}):
			answer = clerk.send("zhicheng.api.signatures.add", values)
			self.assertEqual(answer.status_code, 417)
		self.assertEqual([each.act for each in self.rows()[1:]], ["上传签字图片"] * 2)

	def test_reading_and_typing_are_no_acts(self):
		stranger = self.visitor_of("测试庚")
		unit = world.unit("MEK-CLINIC")
		for method, values in (
			("frappe.client.get", {"doctype": "Unit", "name": unit}),
			("frappe.client.get_list", {"doctype": "Unit Member"}),
			("frappe.client.get_count", {"doctype": "Unit"}),
			("zhicheng.api.files.begin_upload", {"application": NONE, "section": "x", "fieldname": "y", "file_name": "a.exe", "size": 1}),
			("zhicheng.api.account.change_password", {"old": "x", "new": "y", "confirm": "z"}),
		):
			with self.subTest(method):
				self.assertGreaterEqual(stranger.send(method, values).status_code, 400)
		self.assertEqual(self.rows(), [])

	def test_every_writer_of_ours_is_named(self):
		"""By its decorator, by the table, or as a mere question; the table names nothing that is gone."""
		known = set()
		for name, node in endpoints().items():
			short = name.removeprefix(API)
			known.add(short)
			text = ast.unparse(node)
			if "methods=['POST']" not in text or "refused_acts." in text or "_kept(" in text:
				continue
			with self.subTest(short):
				self.assertTrue((short in refused_doors.OURS) ^ (short in QUESTIONS))
		self.assertEqual((set(refused_doors.OURS) | set(QUESTIONS)) - known, set())


def _form(values: dict) -> dict:
	return {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
