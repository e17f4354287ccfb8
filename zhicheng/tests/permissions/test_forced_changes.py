"""State and content change through the one door only, whoever asks: the applicant himself, his unit's clerk, a bureau
above, a stranger; by REST, stock calls of form and list, workflow, share, upload and file (design 4.2).
"""

import io
import json

import frappe

from zhicheng.constants import CLERK_ROLES, State
from zhicheng.exceptions import ShareRefused
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions.digest import changed, digest
from zhicheng.tests.permissions.scene import Scene

PEOPLE = ("测试甲", "卫生院经办", "马市人社经办", "测试卯", "市监经办", "Guest")
CASE = "Title Application"
ACTIONS = ("提交", "撤回", "同意通过", "返回修改", "拒绝", "流程作废", "删除流程")
PASSED = State.PASSED.value
SAVE = "frappe.desk.form.save.savedocs"
FILES = "frappe.core.doctype.file.file"


class TestForcedChanges(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("submitted", "draft")
		cls.addClassCleanup(cls.scene.close)
		cls.browsers = {person: Browser() for person in PEOPLE}
		for person in PEOPLE[:-1]:
			cls.browsers[person].log_in(person)
		case = cls.case = cls.scene["submitted"]
		one = lambda doctype: frappe.get_all(doctype, filters={"application": case}, pluck="name", limit_page_length=1)[0]  # noqa: E731
		cls.rows = {doctype: one(doctype) for doctype in ("Approval Task", "Dossier Snapshot", "Process Attachment")}
		cls.rows |= {"Application Dossier": one("Application Dossier"), "Dossier Attachment": one("Dossier Attachment")}
		cls.file = frappe.get_doc("File", frappe.db.get_value("Dossier Attachment", {"application": case}, "file"))
		cls.stored = frappe.get_doc(CASE, case).as_dict(convert_dates_to_str=True)

	def test_nothing_moves_by_any_other_door(self):
		for person, browser in self.browsers.items():
			before = digest(notes=False)
			answers = {name: [way(browser) for way in ways] for name, ways in self.groups().items()}
			with self.subTest(person=person):
				self.assertEqual(changed(before, digest(notes=False)), [], answers)

	def groups(self) -> dict[str, list]:
		return {
			"REST on the case": self.rest(CASE, self.case, {"workflow_state": PASSED, "print_unlocked": 1, "next_stage": "PASSED"}),
			"REST on its draft": self.rest(CASE, self.scene["draft"], {"workflow_state": PASSED, "level": "初级"}),
			"REST on what hangs on it": [way for doctype, name in self.rows.items() for way in self.rest(doctype, name, CHANGES)],
			"a new case by REST": [lambda b: b.resource(CASE, verb="POST", data={**self.stored, "name": None, "applicant": b.user})],
			"stock client": self.client_calls(),
			"stock form and list": self.form_calls(),
			"stock workflow": self.workflow_calls(),
			"share and assign": self.share_calls(),
			"upload and files": self.file_calls(),
			"rules": self.rule_calls(),
		}

	def rest(self, doctype: str, name: str, values: dict) -> list:
		return [
			lambda b: b.resource(doctype, name, verb="PUT", data=values),
			lambda b: b.resource(doctype, name, verb="PUT", **values),
			lambda b: b.resource(doctype, name, verb="DELETE"),
			lambda b: b.resource(doctype, name, verb="POST", run_method="db_set", fieldname="workflow_state", value=PASSED),
		]

	def doc(self, **values) -> str:
		return json.dumps({**self.stored, "workflow_state": PASSED, **values}, default=str)

	def client_calls(self) -> list:
		call, case = "frappe.client.", self.case
		docs = [{"doctype": CASE, "docname": case, "workflow_state": PASSED}]
		return [
			lambda b: b.post(f"{call}set_value", doctype=CASE, name=case, fieldname="workflow_state", value=PASSED),
			lambda b: b.post(f"{call}set_value", doctype=CASE, name=case, fieldname={"applicant": b.user, "current_unit": "x"}),
			lambda b: b.post(f"{call}save", doc=self.doc()),
			lambda b: b.post(f"{call}insert", doc=self.doc(name=None)),
			lambda b: b.post(f"{call}insert_many", docs=[json.loads(self.doc(name=None))]),
			lambda b: b.post(f"{call}submit", doc=self.doc()),
			lambda b: b.post(f"{call}cancel", doctype=CASE, name=case),
			lambda b: b.post(f"{call}delete", doctype=CASE, name=case),
			lambda b: b.post(f"{call}rename_doc", doctype=CASE, old_name=case, new_name="mine"),
			lambda b: b.post(f"{call}bulk_update", docs=docs),
		]

	def form_calls(self) -> list:
		names = json.dumps([self.case])
		method = {"dt": CASE, "dn": self.case}
		return [
			*[lambda b, action=action: b.post(SAVE, doc=self.doc(), action=action) for action in ("Save", "Submit", "Update")],
			lambda b: b.post("frappe.desk.form.save.cancel", doctype=CASE, name=self.case),
			lambda b: b.post("frappe.desk.reportview.delete_items", doctype=CASE, items=names),
			lambda b: b.post(
				"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
				doctype=CASE, docnames=names, action="update", data={"workflow_state": PASSED},
			),  # fmt: skip
			*[
				lambda b, run=run: b.post("run_doc_method", method=run, args={"fieldname": "workflow_state", "value": PASSED}, **method)
				for run in ("db_set", "save", "submit", "delete", "db_update")
			],
			lambda b: b.post("run_doc_method", method="submit", docs=self.doc()),
			lambda b: b.post("frappe.model.rename_doc.update_document_title", doctype=CASE, docname=self.case, name="mine"),
			lambda b: b.post("frappe.desk.calendar.update_event", args=self.doc(), field_map={"start": "creation", "end": "modified", "id": "name"}),
			lambda b: b.post("frappe.desk.gantt.update_task", args=self.doc(), field_map={"start": "creation", "end": "modified", "id": "name"}),
		]  # fmt: skip

	def workflow_calls(self) -> list:
		call = "frappe.model.workflow."
		confirm = "frappe.workflow.doctype.workflow_action.workflow_action."
		ways = []
		for action in ACTIONS:
			ways += [
				lambda b, action=action: b.post(f"{call}apply_workflow", doc=self.doc(workflow_state=self.stored.workflow_state), action=action),
				lambda b, action=action: b.post(f"{call}bulk_workflow_approval", docnames=[self.case], doctype=CASE, action=action),
				lambda b, action=action: b.get(
					f"{confirm}apply_action", action=action, doctype=CASE, docname=self.case,
					current_state=self.stored.workflow_state, user=world.user("卫生院经办"),
				),
				lambda b, action=action: b.get(
					f"{confirm}confirm_action", action=action, doctype=CASE, docname=self.case, user=world.user("卫生院经办")
				),
			]  # fmt: skip
		return ways

	def share_calls(self) -> list:
		stranger = world.user("市监经办")
		return [
			lambda b: b.post("frappe.share.add", doctype=CASE, name=self.case, user=stranger, read=1, write=1),
			lambda b: b.post("frappe.share.set_permission", doctype=CASE, name=self.case, user=stranger, permission_to="read"),
			lambda b: b.post("frappe.share.add", doctype=CASE, name=self.case, everyone=1, read=1),
			lambda b: b.post("frappe.desk.form.assign_to.add", doctype=CASE, name=self.case, assign_to=[stranger]),
			lambda b: b.resource("DocShare", verb="POST", share_doctype=CASE, share_name=self.case, user=stranger, read=1),
		]

	def file_calls(self) -> list:
		file, dossier = self.file, self.rows["Application Dossier"]
		values = {"file_url": file.file_url, "attached_to_doctype": CASE, "attached_to_name": self.case}
		return [
			*[
				lambda b, dt=dt, dn=dn: b.upload("upload_file", file=(io.BytesIO(b"%PDF-1.4"), "a.pdf"), doctype=dt, docname=dn, is_private=1)
				for dt, dn in ((CASE, self.case), ("Application Dossier", dossier))
			],
			lambda b: b.post("frappe.client.attach_file", filename="a.txt", filedata="x", doctype=CASE, docname=self.case),
			lambda b: b.post("frappe.utils.file_manager.add_attachments", doctype=CASE, name=self.case, attachments=[file.name]),
			lambda b: b.resource("File", verb="POST", **values),
			lambda b: b.resource("File", file.name, verb="PUT", is_private=0),
			lambda b: b.resource("File", file.name, verb="PUT", data={"attached_to_name": "x", "attached_to_doctype": "ToDo"}),
			lambda b: b.resource("File", file.name, verb="DELETE"),
			lambda b: b.post("frappe.desk.form.utils.remove_attach", fid=file.name, dt=CASE, dn=self.case),
			lambda b: b.post(f"{FILES}.move_file", file_list=[{"name": file.name}], new_parent="Home", old_parent="Home/Attachments"),
			lambda b: b.post(f"{FILES}.zip_files", files=[file.name]),
			lambda b: b.post(f"{FILES}.unzip_file", name=file.name),
		]  # fmt: skip

	def rule_calls(self) -> list:
		"""The rules themselves: workflow, routes, roles, permissions, settings."""
		role = CLERK_ROLES[0].value
		manager = "frappe.core.page.permission_manager.permission_manager."
		return [
			lambda b: b.resource("Workflow", "职称申报审批", verb="PUT", is_active=0),
			lambda b: b.resource("Approval Stage", "U", verb="PUT", acting_role=role),
			lambda b: b.resource("Unit Member", world.member("测试卯"), verb="PUT", data={"member_roles": [{"role": role}]}),
			lambda b: b.resource("User", b.user, verb="PUT", data={"roles": [{"role": "System Manager"}], "username": "x"}),
			lambda b: b.resource("Has Role", verb="POST", parent=b.user, parenttype="User", parentfield="roles", role=role),
			lambda b: b.resource("Zhicheng Settings", "Zhicheng Settings", verb="PUT", data={"void_undo_hours": 9999}),
			lambda b: b.post("frappe.client.set_value", doctype="Zhicheng Settings", name="Zhicheng Settings", fieldname="ban_on_void", value=0),
			lambda b: b.post(f"{manager}add", parent=CASE, role=role, permlevel=0),
			lambda b: b.post(f"{manager}update", doctype=CASE, role=role, permlevel=0, ptype="write", value=1),
			lambda b: b.resource("Custom DocPerm", verb="POST", parent=CASE, role=role, write=1),
		]

	def test_no_record_of_ours_can_be_shared_by_anybody(self):
		"""A share would stand above every hook; not even an administrator's slip may make one."""
		for doctype, name in ((CASE, self.case), ("Unit Member", world.member("测试甲")), *self.rows.items()):
			share = {"doctype": "DocShare", "share_doctype": doctype, "share_name": name, "user": world.user("市监经办")}
			with self.subTest(doctype=doctype), self.assertRaises(ShareRefused):
				frappe.get_doc({**share, "read": 1}).insert(ignore_permissions=True)


CHANGES = {"status": "已处理", "decided_by": "x", "content": "{}", "summary_text": "x", "title": "x", "file": "x", "is_draft": 1}
