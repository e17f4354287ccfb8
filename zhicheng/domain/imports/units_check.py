"""The rows of a table of units against the rules of the unit form, as the importing clerk stands (domain 3.1)."""

import frappe

from zhicheng.domain.imports import columns, lookups
from zhicheng.domain.imports.reading import Row, Table
from zhicheng.domain.imports.unit_order import Order, code_of
from zhicheng.domain.people import unit_form, units
from zhicheng.domain.queries import units as queries
from zhicheng.domain.queries.held import prime
from zhicheng.exceptions import CategoryNotAllowed, ImportRefused, UnitInvalid

PLAIN = (
	"unit_name", "uscc", "unit_nature", "short_name", "contact_name", "contact_phone", "head_name", "address",
	"postcode", "email", "remark",
)  # fmt: skip
# the columns whose words are looked up
LOOKED_UP = {"unit_category": lookups.category, "region": lookups.region, "is_hrss_bureau": lookups.yes}


class UnitsCheck:
	"""Judges row after row, parents first; what passed is known to those after it as if it stood in the tree.

	Used inside `held()`: the answers about units that do not exist yet are given to the reads beforehand.
	"""

	def __init__(self, table: Table, user: str):
		self.user = user
		self.order = Order(table)
		self.rows = self.order.sorted()
		# row number → document of the unit that it makes
		self.planned: dict[int, object] = {}
		self.existing: dict[int, str] = {}
		self.bureaus: dict[str, int] = {}
		self.names: dict[tuple[str, str], int] = {}

	def prepare(self, rows: list[Row]) -> None:
		"""Ask for the codes of many rows at once."""
		codes = {code_of(row) for row in rows}
		found: dict[str, list[str]] = {code: [] for code in codes}
		for unit in frappe.get_all("Unit", filters={"uscc": ["in", list(codes)]}, fields=["name", "uscc"]):
			found.setdefault(unit.uscc, []).append(unit.name)
		for code, names in found.items():
			prime(queries.holders_of, "uscc", code, answer=tuple(names))
		self._prepare_names(rows)

	def _prepare_names(self, rows: list[Row]) -> None:
		"""The same for names; the database takes 全角 and 半角, capitals and small letters for equal."""
		names = {row.values.get("unit_name", "") for row in rows} - {""}
		found: dict[tuple[str, str], list[str]] = {}
		for unit in frappe.get_all("Unit", {"unit_name": ["in", list(names)]}, ["name", "unit_name", "region"]):
			found.setdefault((columns.alike(unit.unit_name), unit.region), []).append(unit.name)
		for row in rows:
			name = row.values.get("unit_name", "")
			try:
				region = lookups.region(row.values.get("region", ""))
			except ImportRefused:
				continue
			prime(queries.holders_of, "unit_name", name, region, answer=tuple(found.get((columns.alike(name), region), ())))

	def take(self, row: Row):
		"""The unit that the row makes; None when it exists already, or with the faults noted at the row."""
		if self._is_known(row):
			return None
		doc = frappe.new_doc("Unit")
		doc.name = frappe.generate_hash(length=10)
		doc.update({name: row.values.get(name) or None for name in PLAIN})
		for fieldname, look_up in LOOKED_UP.items():
			self._set(doc, row, fieldname, look_up)
		self._set(doc, row, "parent_unit", self._unit)
		self._set(doc, row, "supervising_unit", self._unit)
		self._check_twins(doc, row)
		if not row.faults:
			self._judge(doc, row)
		if row.faults:
			return None
		self._plan(doc, row)
		return doc

	def written(self, docs: list) -> None:
		"""The rows of a chunk stand in the database now; the next chunk reads them there."""
		self.planned.clear()

	def _is_known(self, row: Row) -> bool:
		"""The unit of this code is there already, under the same name: the row is told and skipped."""
		first = self.order.by_code.get(code_of(row))
		if first and first is not row and code_of(row):
			row.fault("uscc", f"统一社会信用代码与第{first.number}行重复，请删除其中一行。")
		names = queries.holders_of("uscc", code_of(row)) if code_of(row) else ()
		if row.faults or not names:
			return False
		stored = queries.name_of(names[0])
		if stored != row.values["unit_name"]:
			row.fault("uscc", "这个统一社会信用代码已经登记在另一个单位名称下，不能重复添加。请核对代码和名称。")
			return False
		self.existing[row.number] = names[0]
		return True

	def _set(self, doc, row: Row, fieldname: str, look_up) -> None:
		word = row.values.get(fieldname, "")
		try:
			doc.set(fieldname, look_up(word) if word else None)
		except ImportRefused as refusal:
			row.fault(fieldname, str(refusal))

	def _unit(self, word: str) -> str:
		above = self.order.named(word)
		if not above:
			return lookups.unit(word)
		if above.number in self.planned:
			return self.planned[above.number].name
		known = self.existing.get(above.number) or next(iter(queries.holders_of("uscc", code_of(above))), None)
		if known:
			return known
		raise ImportRefused(f"所填单位在本表第{above.number}行，那一行有错误或在本行之后，请先改正那一行。")

	def _check_twins(self, doc, row: Row) -> None:
		"""Rows of the same table that a rule would only see once the first of them is stored."""
		twin = self.names.setdefault((columns.alike(doc.unit_name or ""), doc.region or ""), row.number)
		if twin != row.number and doc.region:
			row.fault("unit_name", f"单位名称与第{twin}行重复，同一行政区域不能有两个同名单位。")
		if doc.is_hrss_bureau and doc.region:
			twin = self.bureaus.setdefault(doc.region, row.number)
			if twin != row.number:
				row.fault("is_hrss_bureau", f"第{twin}行已是这个行政区域的人社部门，每个行政区域只能有一个。")

	def _judge(self, doc, row: Row) -> None:
		units.set_creator(doc, self.user)
		if not doc.parent_unit:
			row.fault("parent_unit", "请填写上级机构；省人社厅须先在“单位管理”中登记。")
			return
		unit_form.prepare(doc)
		if doc.unit_nature and doc.unit_nature not in doc.meta.get_field("unit_nature").options.split("\n"):
			row.fault("unit_nature", f"没有单位性质“{doc.unit_nature}”，请从下拉框选择。")
		try:
			unit_form.require_filled(doc)
			units.check_actor(doc, self.user)
		except CategoryNotAllowed as refusal:
			row.fault(_field_of(str(refusal)), str(refusal))
		except UnitInvalid as refusal:
			row.fault("unit_name", str(refusal))
		for fieldname, message in unit_form.faults(doc):
			row.fault(fieldname, message)

	def _plan(self, doc, row: Row) -> None:
		"""From now on the reads know the unit: a point inside the place where it will stand in the tree."""
		_lft, rgt = queries.range_of(doc.parent_unit) if doc.parent_unit else (0, 0)
		place = rgt if isinstance(rgt, float) else rgt - 0.5
		known = {key: doc.get(key) for key in (
			"name", "unit_name", "unit_category", "unit_level", "region", "parent_unit", "is_hrss_bureau", "prov_hrss",
			"city_hrss", "cnty_hrss", "supervising_unit", "status", "created_by_unit",
		)}  # fmt: skip
		self.planned[row.number] = doc
		prime(queries.get_unit, doc.name, answer=frappe._dict(known, lft=place, rgt=place))
		prime(queries.range_of, doc.name, answer=(place, place))
		prime(queries.name_of, doc.name, answer=doc.unit_name)
		if doc.is_hrss_bureau:
			prime(queries.hrss_bureau_of, doc.region, answer=doc.name)


def _field_of(sentence: str) -> str:
	"""Which cell a refusal of the creation rules is about."""
	if sentence.startswith("上级机构"):
		return "parent_unit"
	return "region" if "所属行政区域" in sentence else "unit_category"
