"""Who may do what with a case, by role, relation and state (design 5, domain 5.7), written out as a table.

L list, R read with dossier, path and chart, F the proofs, P print, A act; "-" nothing. In the region of 阿坝州 the form
prints after 资格审查 only, therefore P stands in the column of the passed case alone.
"""

import frappe

from zhicheng.api import files, portal, review
from zhicheng.constants import Action, Role
from zhicheng.domain.approval import process_attachments, progress
from zhicheng.domain.files import file_store
from zhicheng.domain.queries import applications, dossiers
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import token
from zhicheng.tests.permissions.scene import Scene

# draft never submitted; submitted = at 所在单位审核; midway = at 市(州)行业主管部门 (州卫健委); the rest as their states;
# upper = submitted by somebody of 马尔康市卫健委, the unit above 镇卫生院
MATRIX = """
person      draft  submitted  midway  returned  voided  passed  upper
测试甲      LRFA   LRFA       LRF     LRFA      LRF     LRFP    -
测试卯      -      -          -       -         -       -       -
测试附件员  -      -          -       -         -       -       -
测试停用    -      -          -       -         -       -       -
卫生院经办  -      LRFA       LRF     LRF       LRF     LRFP    -
马市卫健经办 -     LRF        LRF     LRF       LRF     LRFP    LRFA
测试初评办  -      -          -       -         -       -       -
马市人社经办 -     LRF        LRF     LRF       LRFA    LRFP    LRF
州人社经办  -      LRF        LRF     LRF       LRFA    LRFP    LRF
省厅经办    -      LRF        LRF     LRF       LRFA    LRFP    LRF
市监经办    -      -          -       -         -       -       -
海风经办    -      -          -       -         -       -       -
水务经办    -      -          -       -         -       -       -
测试丁      -      -          -       -         -       -       -
州卫健经办  -      -          LRFA    -         -       LRFP    -
测试中评办  -      -          -       -         -       -       -
州医院经办  -      -          -       -         -       -       -
轨道经办    -      -          -       -         -       -       -
卫健厅经办  -      -          -       -         -       LRFP    -
测试高评办  -      -          -       -         -       LRFP    -
农业厅经办  -      -          -       -         -       -       -
德阳人社经办 -     -          -       -         -       -       -
中物院经办  -      -          -       -         -       -       -
农科所经办  -      -          -       -         -       -       -
农发集团经办 -     -          -       -         -       -       -
Guest       -      -          -       -         -       -       -
"""
# the rows of the path that each clerk finds in his lists (待办 and 已办), of the passed case
TASKS = {
	"卫生院经办": {"U"}, "马市卫健经办": {"CS", "CI"}, "马市人社经办": {"CH"}, "州卫健经办": {"MI"}, "州人社经办": {"MH"},
	"卫健厅经办": {"SO", "SC"}, "测试高评办": {"SO", "SC"}, "省厅经办": {"PH"},
}  # fmt: skip
# process attachments of the submitted case: the applicant is shown what is public anyway
KINDS = {"测试甲": {"公示材料"}}
REVIEWER_KINDS = {"公示材料", "推荐材料"}


def table(text: str) -> dict[str, dict[str, str]]:
	"""A written table: first word of a line → column → letters."""
	head, *lines = [line.split() for line in text.strip().splitlines()]
	return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


class TestMatrix(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene()
		cls.addClassCleanup(cls.scene.close)
		cls.proofs = {key: dossiers.attachments(name)[0].name for key, name in cls.scene.names.items()}
		cls.rows = table(MATRIX)

	def test_the_table_holds_each_of_the_18_roles(self):
		held = {role for person in self.rows for role in frappe.get_roles(world.user(person) or person)}

		self.assertEqual({role.value for role in Role} - held, set())

	def test_list_read_file_print_and_act_are_as_the_table_says(self):
		for person, row in self.rows.items():
			with self.as_user(person):
				listed = self.listed("Title Application")
				for key, letters in row.items():
					with self.subTest(person=person, case=key):
						found = self.letters(key, self.scene[key] in listed)
						self.assertEqual(found or "-", letters)

	def letters(self, key: str, is_listed: bool) -> str:
		name = self.scene[key]
		found = "L" if is_listed else ""
		# every way to read gives the same answer
		reads = {self.allows(way, name) for way in (review.screen, review.path, review.chart)}
		reads.add(bool(frappe.get_doc("Title Application", name).has_permission("read")))
		self.assertEqual(len(reads), 1)
		found += "R" if reads.pop() else ""
		found += "F" if self.allows(files.proof, name, self.proofs[key]) else ""
		found += "P" if self.allows(frappe.get_doc("Title Application", name).run_method, "before_print") else ""
		return found + ("A" if progress.allowed_actions(name) and frappe.session.user != "Guest" else "")

	def test_whoever_may_not_act_is_refused_at_every_verb(self):
		for person, row in self.rows.items():
			# who sees nothing at all is tried where there is most to win
			keys = row if set(row.values()) != {"-"} else ("draft", "submitted", "returned")
			for key in (key for key in keys if "A" not in row[key]):
				with self.subTest(person=person, case=key), self.as_user(person):
					before = applications.case(self.scene[key]), applications.path(self.scene[key])
					for verb in self.verbs(self.scene[key]):
						self.assertFalse(self.allows(*verb), verb)
					self.assertEqual((applications.case(self.scene[key]), applications.path(self.scene[key])), before)

	def test_whoever_may_act_is_let(self):
		for person, row in self.rows.items():
			for key in (key for key, letters in row.items() if "A" in letters):
				with self.subTest(person=person, case=key), self.as_user(person):
					self.assertTrue(any(self.allows(*verb) for verb in self.verbs(self.scene[key])))

	def verbs(self, name: str) -> list[tuple]:
		"""Every way to change a case, with arguments that are right but for the person."""
		step = {"step": applications.case(name).step, "token": token()}
		box = {"U2": {"opinion": "同意", "leader_name": "甲", "approved_on": "2025-01-01"}}
		ways = [(review.act, name, str(action), step["step"], token(), "", "理由") for action in
			(Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.TALLY)]  # fmt: skip
		ways += [(review.undo_void, name, step["step"], token(), "理由"), (review.save_opinion, name, box)]
		ways += [(review.mark_read, name), (portal.submit, name, step["step"], token())]
		ways += [(portal.withdraw, name, step["step"], token()), (portal.discard, name)]
		ways += [(portal.delete_process, name, step["step"], token(), "删除流程")]
		ways += [(portal.save_section, name, "self_summary", {"summary_text": "别人写的"}, 1)]
		return [*ways, (files.cancel, name, dossiers.attachments(name)[0].name)]

	def test_lists_of_the_path_show_a_clerk_his_own_passages(self):
		for person in self.rows:
			with self.subTest(person=person), self.as_user(person):
				listed = self.listed("Approval Task", application=self.scene["passed"])
				stages = {frappe.db.get_value("Approval Task", name, "stage") for name in listed}
				self.assertEqual(stages, TASKS.get(person, set()))

	def test_process_attachments_follow_the_case_and_their_kind(self):
		case = self.scene["submitted"]
		rows = process_attachments.of_case(case)
		for person, row in self.rows.items():
			expected = KINDS.get(person, REVIEWER_KINDS) if "F" in row["submitted"] else set()
			with self.subTest(person=person), self.as_user(person):
				got = {row.kind for row in rows if self.allows(review.process_attachment, case, row.name)}
				self.assertEqual(got, expected)

	def test_opinions_dossiers_and_proofs_are_no_records_for_anybody(self):
		names = {doctype: frappe.get_all(doctype, limit_page_length=1, pluck="name")[0] for doctype in CLOSED}
		for person in self.rows:
			for doctype, name in names.items():
				with self.subTest(person=person, doctype=doctype), self.as_user(person):
					self.assertEqual(self.listed(doctype), set())
					self.assertFalse(frappe.get_doc(doctype, name).has_permission("read"))

	def test_a_proof_is_read_through_its_own_case_only(self):
		with self.as_user("测试甲"):
			for key in ("draft", "passed"):
				self.assertFalse(self.allows(files.proof, self.scene["submitted"], self.proofs[key]))
			attachment = process_attachments.of_case(self.scene["submitted"])[0].name
			self.assertFalse(self.allows(review.process_attachment, self.scene["passed"], attachment))
		self.assertTrue(file_store.read(dossiers.attachments(self.scene["passed"])[0].file))

	def listed(self, doctype: str, **filters) -> set[str]:
		try:
			return set(frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0))
		except frappe.PermissionError:
			return set()

	def allows(self, way, *arguments) -> bool:
		"""Whether the call goes through; what it changed is taken back."""
		frappe.db.savepoint("one_call")
		try:
			way(*arguments)
			return True
		except (frappe.PermissionError, frappe.ValidationError, frappe.DoesNotExistError):
			return False
		finally:
			frappe.db.rollback(save_point="one_call")
			frappe.clear_messages()


CLOSED = (
	"Application Dossier", "Dossier Attachment", "Dossier Snapshot", "Stage Opinion", "Process Attachment", "Act Log",
	"Pending Queue",
)  # fmt: skip
