"""The Act Log for auditors: the sealed chain as a file that script/verify-act-log checks without this system."""

import frappe
from frappe.utils import cint

from zhicheng.api import refused_acts
from zhicheng.domain import act_log
from zhicheng.domain.accounts import admins
from zhicheng.domain.audit import chain
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.refusals import spoken

LONGEST = 200_000


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("导出审计日志")
def export_chain(first: int = 1, last: int = 0) -> None:
	"""Sealed rows from number to number, at most 200 000 at once, as lines of JSON; the export itself is logged.

	:raises RoleNotAllowed: for everybody but audit administrators
	"""
	if not admins.is_auditor(frappe.session.user):
		raise RoleNotAllowed("只有审计管理员可以导出审计日志。")
	first = max(1, cint(first))
	last = min(cint(last) or chain.head()[0], first + LONGEST - 1)
	act_log.record("导出审计日志", detail=f"第{first}至{last}行")
	frappe.local.response.filename = f"act-log-{first}-{last}.jsonl"
	frappe.local.response.filecontent = "".join(chain.export(first, last)).encode()
	frappe.local.response.type = "download"
