"""The rows of a table of people against the rules of the user form, as the importing clerk stands (domain 3.2)."""

import frappe

from zhicheng.domain.imports import lookups
from zhicheng.domain.imports.reading import Row, Table
from zhicheng.domain.people import identity, member_form, role_grants
from zhicheng.domain.queries import members as queries
from zhicheng.domain.queries import units
from zhicheng.domain.queries.held import prime
from zhicheng.exceptions import IdNumberInvalid, ImportRefused

PLAIN = ("member_name", "mobile", "email", "job_title", "id_number")
# a field of the record → the column that it comes from
COLUMN_OF = {"member_roles": "roles"}


class PeopleCheck:
	"""Judges row after row; used inside `held()`."""

	def __init__(self, table: Table, user: str):
		self.user = user
		self.rows = table.rows
		self.existing: dict[int, str] = {}
		self.seen: dict[str, int] = {}

	def prepare(self, rows: list[Row]) -> None:
		"""Ask for the numbers and units of many rows at once."""
		hashes = {identity.hash_id(row.values.get("id_number", "")): None for row in rows if row.values.get("id_number")}
		fields = ["name", "user", "unit", "status", "must_change_password", "id_hash"]
		for member in frappe.get_all("Unit Member", filters={"id_hash": ["in", list(hashes)]}, fields=fields):
			hashes[member.pop("id_hash")] = member
		for id_hash, member in hashes.items():
			prime(queries.by_id_hash, id_hash, answer=member)
		codes = {row.values.get("unit", "").upper(): () for row in rows}
		for unit in frappe.get_all("Unit", filters={"uscc": ["in", list(codes)]}, fields=["name", "uscc"]):
			codes[unit.uscc] = (unit.name,)
		for code, names in codes.items():
			prime(units.holders_of, "uscc", code, answer=names)

	def take(self, row: Row):
		"""The person that the row makes; None when he exists already, or with the faults noted at the row."""
		doc = frappe.new_doc("Unit Member")
		doc.name = frappe.generate_hash(length=10)
		doc.update({name: row.values.get(name) or "" for name in PLAIN})
		self._set_unit(doc, row)
		try:
			doc.set("member_roles", [{"role": role} for role in lookups.roles(row.values.get("roles", ""))])
		except ImportRefused as refusal:
			row.fault("roles", str(refusal))
		if self._is_known(doc, row):
			return None
		# a row with a fault is judged as well, so that all its faults are told at once
		if doc.unit:
			member_form.prepare(doc, self.user)
			for fieldname, message in member_form.faults(doc, self.user):
				row.fault(COLUMN_OF.get(fieldname, fieldname), message)
		elif doc.id_number:
			self._check_number(row)
		return None if row.faults else doc

	def _set_unit(self, doc, row: Row) -> None:
		"""The unit by its code, if the clerk may add people there; whether another exists is not told."""
		code = row.values.get("unit", "").upper().replace(" ", "")
		if not code:
			return
		found = next(iter(units.holders_of("uscc", code)), None)
		if not found or not role_grants.grantable(found, self.user):
			row.fault("unit", f"没有找到统一社会信用代码为“{code}”的单位，或您不能给它添加用户。请先登记单位。")
			return
		doc.unit = found

	def written(self, docs: list) -> None:
		"""The rows of a chunk stand in the database now."""

	def _is_known(self, doc, row: Row) -> bool:
		"""The person is there already, in the same unit: the row is told and skipped."""
		number = identity.normalise(row.values.get("id_number", ""))
		if not number:
			return False
		id_hash = identity.hash_id(number)
		first = self.seen.setdefault(id_hash, row.number)
		if first != row.number:
			row.fault("id_number", f"身份证号码与第{first}行重复，请删除其中一行。")
		holder = queries.by_id_hash(id_hash)
		if not holder or row.faults or holder.unit != doc.unit:
			return False
		self.existing[row.number] = holder.name
		return True

	def _check_number(self, row: Row) -> None:
		try:
			identity.check_id_number(row.values["id_number"])
		except IdNumberInvalid as refusal:
			row.fault("id_number", str(refusal))
