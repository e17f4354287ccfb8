"""The Act Log's chain: sealed in order, exported, and checked by a script that knows nothing of Frappe."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

import frappe

import zhicheng
from zhicheng.api import audit
from zhicheng.domain import act_log
from zhicheng.domain.audit import chain
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

SCRIPT = Path(zhicheng.__file__).parents[1] / "script/verify-act-log"


def verify(lines: list[str], *arguments: str) -> tuple[int, str]:
	with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
		file.writelines(lines)
		file.flush()
		done = subprocess.run([sys.executable, SCRIPT, file.name, *arguments], capture_output=True, text=True)
	return done.returncode, done.stdout.strip()


class TestActChain(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.first = chain.head()[0] + 1
		for number in range(5):
			act_log.record("测试", detail=f"第{number}行")
		# the job ends its chunks; inside a test nothing is kept
		commit = mock.patch.object(frappe.db, "commit")
		commit.start()
		self.addCleanup(commit.stop)
		chain.seal()
		self.lines = list(chain.export(self.first, chain.head()[0]))

	def test_whole_chain_is_whole(self):
		self.assertGreaterEqual(len(self.lines), 5)
		self.assertEqual(verify(self.lines, chain.head()[1]), (0, "The chain is whole."))

	def test_every_kind_of_tampering_is_found(self):
		changed = json.loads(self.lines[2])
		changed["row"]["detail"] = "别的"
		swapped = [*self.lines[:1], self.lines[2], self.lines[1], *self.lines[3:]]
		for name, lines, head in (
			("changed", [*self.lines[:2], json.dumps(changed, ensure_ascii=False) + "\n", *self.lines[3:]], ""),
			("removed", [*self.lines[:2], *self.lines[3:]], ""),
			("swapped", swapped, ""),
			("cut off", self.lines[:-1], chain.head()[1]),
			("empty", [], ""),
		):
			with self.subTest(name):
				self.assertEqual(verify(lines, *filter(None, [head]))[0], 1)

	def test_change_in_the_table_breaks_the_chain(self):
		name = json.loads(self.lines[1])["row"]["name"]
		frappe.db.set_value("Act Log", name, "user", "Administrator2", update_modified=False)

		code, said = verify(list(chain.export(self.first, chain.head()[0])))

		self.assertEqual((code, said), (1, f"row {self.first + 1} was changed"))

	def test_sealing_again_seals_nothing_twice(self):
		before = chain.head()

		self.assertEqual((chain.seal(), chain.head()), (0, before))

	def test_change_of_base_data_names_record_and_fields(self):
		unit = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		unit.remark, unit.contact_phone = "测试", "0837-2820001"
		unit.save()

		row = frappe.get_all("Act Log", filters={"act": ["like", "修改%"]}, fields=["act", "detail"], order_by="creation desc", limit=1)[0]
		self.assertEqual(row.detail, f"{unit.unit_name}：联系电话、备注")

	def test_export_is_for_administrators_and_is_logged(self):
		with self.as_user("省厅经办"):
			self.assertRaises(RoleNotAllowed, audit.export_chain)
		audit.export_chain(self.first)

		self.assertEqual(frappe.local.response.filecontent.decode(), "".join(self.lines))
		self.assertTrue(frappe.db.exists("Act Log", {"act": "导出审计日志"}))
