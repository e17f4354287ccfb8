"""Signatures of a unit's leaders as stored pictures, chosen in the opinion box instead of a typed name."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from zhicheng.constants import CLERK_ROLES
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import inputs
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.people import members
from zhicheng.exceptions import FileRefused, NotYourStage, OpinionMissing

DOCTYPE = "Signature Picture"
FIELDS = ("name", "unit", "leader_name", "file", "mime", "uploaded_by_name", "uploaded_on", "retired_on")
PICTURES = ("image/png", "image/jpeg")
MOST_BYTES = 500 * 1024


def of_unit(user: str) -> list[frappe._dict]:
	"""The pictures that the clerks of the user's unit may choose from."""
	member = _require_clerk(user)
	filters = {"unit": member.unit, "retired_on": ["is", "not set"]}
	fields = ["name", "leader_name", "uploaded_by_name", "uploaded_on"]
	return frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="leader_name asc")


def add(*, leader_name: str, content: bytes, file_name: str) -> dict:
	"""Keep one picture of a signature.

	:raises: NotYourStage, FileRefused
	"""
	member = _require_clerk(frappe.session.user)
	leader = inputs.text(leader_name, _("签字人"), FileRefused, limit=60)
	if not leader:
		raise FileRefused(_("请填写签字人的姓名。"))
	checked = file_check.check(content, file_name)
	if checked.mime not in PICTURES or checked.size > MOST_BYTES:
		raise FileRefused(_("签字图片须是 png 或 jpg 图片，不超过 500 KB。"))
	row = frappe.new_doc(DOCTYPE)
	row.update({"unit": member.unit, "leader_name": leader, "mime": checked.mime, "sha256": checked.sha256})
	row.update({"uploaded_by": member.user, "uploaded_by_name": member.member_name, "uploaded_on": now_datetime()})
	row.name = frappe.generate_hash(length=10)
	row.file = file_store.store(checked, doctype=DOCTYPE, name=row.name)
	row.flags.name_set = True
	records.insert(row)
	act_log.record("保存签字图片", unit=member.unit, detail=leader)
	return {"name": row.name, "leader_name": leader, "sentence": _("签字图片已保存。")}


def retire(name: str) -> dict:
	"""No longer offered; opinions that carry it keep it."""
	member = _require_clerk(frappe.session.user)
	row = require(name, member.unit)
	frappe.db.set_value(DOCTYPE, row.name, "retired_on", now_datetime())
	act_log.record("停用签字图片", unit=member.unit, detail=row.leader_name)
	return {"sentence": _("签字图片已停用。")}


def require(name: str, unit: str) -> frappe._dict:
	"""A picture of this unit.

	:raises OpinionMissing: otherwise
	"""
	row = frappe.db.get_value(DOCTYPE, {"name": name, "unit": unit}, FIELDS, as_dict=True)
	if not row:
		raise OpinionMissing(_("没有找到这张签字图片，请重新选择，或直接填写负责人姓名。"))
	return row


def require_usable(name: str, unit: str) -> frappe._dict:
	"""A picture of this unit that is still offered.

	:raises OpinionMissing: otherwise
	"""
	row = require(name, unit)
	if row.retired_on:
		raise OpinionMissing(_("{0}的这张签字图片已停用，请重新选择，或直接填写负责人姓名。").format(row.leader_name))
	return row


def own(name: str, user: str) -> frappe._dict:
	"""A picture of the user's own unit."""
	return require(name, _require_clerk(user).unit)


def in_case(name: str, application: str) -> frappe._dict | None:
	"""A picture that stands in an opinion given in this case, for those who may read the case; a draft's is the unit's."""
	if not frappe.db.exists("Stage Opinion", {"application": application, "signature": name, "is_draft": 0}):
		return None
	return frappe.db.get_value(DOCTYPE, name, FIELDS, as_dict=True)


def _require_clerk(user: str) -> frappe._dict:
	member = members.member_of(user)
	if not member or not any(role in CLERK_ROLES for role in member.roles):
		raise NotYourStage(_("只有经办人员可以使用签字图片。"))
	return member
