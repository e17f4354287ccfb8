"""Nobody sees or acts outside what the rules say, whatever the tree: an oracle of its own against every way to ask.

The oracle knows the rule of design 5 and domain 2.4 and walks the drawn tree; it shares no code with permissions/.
"""

import frappe
from frappe.utils import now_datetime
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.api import files, guards, lists
from zhicheng.constants import CLERK_ROLES, OFFICE_ROLES, SUBTREE_ROLES, Action, Category, Level, Role
from zhicheng.domain.accounts import accounts
from zhicheng.domain.approval import acting, handover
from zhicheng.domain.people import members, unit_rules
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import CategoryNotAllowed, PrintLocked
from zhicheng.export import register_query
from zhicheng.permissions import exports
from zhicheng.printing import gate
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.properties import worlds

CASE, TASK = "Title Application", "Approval Task"
PEOPLE = ("测试甲", "卫生院经办", "马市卫健经办")
LIKELY = (Role.COUNTY_HRSS, Role.COUNTY_DEPARTMENT, Role.COUNTY_AFFILIATE, Role.SENIOR_OFFICE, Role.JUNIOR_OFFICE, Role.PROCESS_ATTACHMENT)


@st.composite
def small_worlds(draw) -> dict:
	"""A tree of units, each below an earlier one; three people somewhere in it; cases that came this way or that."""
	number = draw(st.integers(2, 6))
	place = st.integers(0, number - 1)
	parents = [None, *(draw(st.integers(0, index - 1)) for index in range(1, number))]
	usual = st.sampled_from(("启用", "启用", "启用", "启用", "停用"))
	people = [
		{"unit": draw(place), "status": draw(usual), "roles": draw(st.sets(st.sampled_from(LIKELY), max_size=3))} for _person in PEOPLE
	]
	passages = st.lists(st.tuples(place, st.sampled_from(LIKELY[:5])), max_size=2)
	cases = [
		{
			"unit": draw(place), "applicant": draw(st.one_of(st.none(), st.integers(0, len(PEOPLE) - 1))),
			"submitted": draw(st.sampled_from((True, True, False))), "level": draw(st.sampled_from(list(Level))).value,
			"passages": draw(passages),
		}
		for _case in range(draw(st.integers(1, 4)))
	]  # fmt: skip
	return {"parents": parents, "status": [draw(usual) for _unit in parents], "people": people, "cases": cases}


class Oracle:
	"""Who may what, from the drawn world alone; places are indexes."""

	def __init__(self, drawn: dict):
		self.drawn = drawn

	def clerk_roles(self, person: int) -> set:
		row = self.drawn["people"][person]
		is_on = row["status"] == "启用" and self.drawn["status"][row["unit"]] == "启用"
		return {role for role in row["roles"] if role in CLERK_ROLES} if is_on else set()

	def branch(self, person: int) -> set[int]:
		"""The units that he looks at: his own, with a department's or a bureau's role all below it."""
		roles, own = self.clerk_roles(person), self.drawn["people"][person]["unit"]
		if not roles:
			return set()
		return {unit for unit in range(len(self.drawn["parents"])) if own in self.above(unit)} if roles & set(SUBTREE_ROLES) else {own}

	def above(self, unit: int | None) -> set[int]:
		return set() if unit is None else {unit} | self.above(self.drawn["parents"][unit])

	def sees(self, person: int, case: dict) -> bool:
		roles, own = self.clerk_roles(person), self.drawn["people"][person]["unit"]
		if case["applicant"] == person:
			return True
		if any(unit == own and role in roles for unit, role in case["passages"]):
			return True
		return bool(roles - set(OFFICE_ROLES)) and case["submitted"] and case["unit"] in self.branch(person)

	def acts(self, person: int, case: dict) -> bool:
		if not case["passages"] or case["applicant"] == person:
			return False
		unit, role = case["passages"][-1]
		return unit == self.drawn["people"][person]["unit"] and role in self.clerk_roles(person)


class TestPermissions(ZhichengTestCase):
	@worlds.tried(8)
	@given(drawn=small_worlds())
	def test_every_way_to_ask_gives_the_answer_of_the_rule(self, drawn):
		frappe.db.savepoint("example")
		try:
			self.build(drawn)
			for index, person in enumerate(PEOPLE):
				with self.as_user(person) as user:
					self.compare_cases(Oracle(drawn), index, user)
					self.compare_base_data(Oracle(drawn), index)
		finally:
			frappe.db.rollback(save_point="example")
			for person in PEOPLE:
				frappe.clear_cache(user=world.user(person))
			members.forget()

	def build(self, drawn: dict) -> None:
		self.drawn = drawn
		self.units = self.write_tree(drawn)
		for person, row in zip(PEOPLE, drawn["people"], strict=True):
			member = world.member(person)
			roles = [role.value for role in sorted(row["roles"])] + [Role.APPLICANT.value]
			frappe.db.set_value("Unit Member", member, {"unit": self.units[row["unit"]], "status": row["status"]})
			frappe.db.delete("Unit Member Role", {"parent": member})
			for role in roles:
				worlds.insert("Unit Member Role", None, parent=member, parenttype="Unit Member", parentfield="member_roles", role=role)
			# the account as the form would bring it in line; of a disabled one the roles are asked all the same
			accounts.sync_user(world.user(person), member_name=person, roles=roles, enabled=True)
		members.forget()
		self.cases = [self.write_case(row) for row in drawn["cases"]]

	def write_tree(self, drawn: dict) -> list[str]:
		names = [frappe.generate_hash(length=10) for _unit in drawn["parents"]]
		counter = iter(range(frappe.db.get_value("Unit", {"rgt": [">", 0]}, "rgt", order_by="rgt desc") + 1, 10**6))

		def write(index: int) -> None:
			lft = next(counter)
			for child in (child for child, parent in enumerate(drawn["parents"]) if parent == index):
				write(child)
			parent = drawn["parents"][index]
			values = {"unit_category": "CNTY_DEPT", "unit_level": "县(区)级", "region": "513201", "status": drawn["status"][index]}
			values.update({"parent_unit": names[parent] if parent is not None else names[index], "lft": lft, "rgt": next(counter)})
			worlds.insert("Unit", names[index], unit_name=f"测试单位{index}", uscc=names[index], **values)

		write(0)
		return names

	def write_case(self, row: dict) -> str:
		name = frappe.generate_hash(length=10)
		who = PEOPLE[row["applicant"]] if row["applicant"] is not None else "测试乙"
		last = row["passages"][-1] if row["passages"] else None
		worlds.insert(
			CASE, name, unit=self.units[row["unit"]], unit_name="测试", applicant=world.user(who), member=world.member(who),
			applicant_name="测试", notice=world.notice("卫生技术人员", "高级"), level=row["level"], declare_year=worlds.YEAR,
			place_key=name, application_no=name, step=1, round_no=1, county="513201", city="513200", province="510000",
			first_submitted_on=now_datetime() if row["submitted"] else None, workflow_state="测试" if last else "草稿",
			current_stage="U" if last else None,
		)  # fmt: skip
		frappe.db.set_value(CASE, name, "owner", world.user(who), update_modified=False)
		for seq, (unit, role) in enumerate(row["passages"], start=1):
			is_open = seq == len(row["passages"])
			worlds.insert(
				TASK, None, application=name, seq=seq, stage="U", stage_name="测试", unit=self.units[unit], unit_name="测试",
				role=role.value, stage_role=role.value, status="待处理" if is_open else "已处理", open_key=name if is_open else None,
				decided_by=None if is_open else world.user(self.decider(seq)), opened_on=now_datetime(),
			)  # fmt: skip
		return name

	def decider(self, seq: int) -> str:
		"""Who decided a passage: anybody, since people leave their units and keep what they decided."""
		return PEOPLE[seq % len(PEOPLE)]

	def compare_cases(self, oracle: Oracle, person: int, user: str) -> None:
		rows = dict(zip(self.cases, self.drawn["cases"], strict=True))
		seen = {name for name, row in rows.items() if oracle.sees(person, row)}
		submitted = {name for name in seen if rows[name]["submitted"]}
		ours = {"name": ["in", self.cases]}
		said = (PEOPLE[person], self.drawn)
		self.assertEqual(set(frappe.get_list(CASE, filters=ours, pluck="name", limit_page_length=0)), seen, said)
		self.assertEqual(self.counted(ours), len(seen), said)
		self.assertEqual({name for name in self.cases if frappe.get_doc(CASE, name).has_permission("read")}, seen, said)
		self.assertEqual({name for name in self.cases if self.allows(files.proof, name, "nothing")}, seen, said)
		self.assertEqual({name for name in self.cases if self.allows(gate.require_printable, name, user)}, seen, said)
		if self.allows(exports.require_register, user):
			found = [register_query.keys(user, level.value, {}, limit=1000) for level in Level]
			self.assertEqual({key.name for keys in found for key in keys} & set(self.cases), submitted, said)
			chosen = [register_query.chosen(user, level.value, {}, self.cases) for level in Level]
			self.assertEqual({key.name for keys in chosen for key in keys}, submitted, said)
		else:
			self.assertEqual(oracle.clerk_roles(person), set(), said)
		self.compare_tasks(oracle, person, user)
		for name, row in rows.items():
			before = applications.case(name)
			may = acting.can_act(user, before, applications.open_task(name))
			self.assertEqual(may, oracle.acts(person, row), said)
			if not may:
				self.assertFalse(self.allows(handover.act, name, Action.VOID, step=1, token=frappe.generate_hash(), reason="测试"), said)
				self.assertEqual(applications.case(name), before)

	def compare_tasks(self, oracle: Oracle, person: int, user: str) -> None:
		"""Rows of the path: by the Desk's list, which is asked reason by reason, its count and the stock list."""
		said = (PEOPLE[person], self.drawn)
		if not frappe.has_permission(TASK, "read"):
			self.assertEqual(oracle.clerk_roles(person), set(), said)
			return
		for is_open, filters in ((True, {"status": "待处理", "stage": ["!=", "A"]}), (False, {"status": "已处理"})):
			wanted = set()
			for name, row in zip(self.cases, self.drawn["cases"], strict=True):
				for seq, (unit, role) in enumerate(row["passages"], start=1):
					is_own = unit == self.drawn["people"][person]["unit"] and role in oracle.clerk_roles(person)
					is_decided = seq < len(row["passages"]) and self.decider(seq) == PEOPLE[person]
					if (seq == len(row["passages"])) == is_open and (is_own or is_decided):
						wanted.add((name, seq))
			asked = {**filters, "application": ["in", self.cases]}
			self.assertEqual({(row.application, row.seq) for row in frappe.get_list(TASK, filters=asked, fields=["application", "seq"])}, wanted, said)
			form = {"doctype": TASK, "filters": frappe.as_json(asked), "fields": '["application", "seq"]'}
			frappe.local.form_dict = frappe._dict(form, start=0, page_length=20, order_by="`tabApproval Task`.`opened_on` asc")
			self.assertEqual({(row.application, row.seq) for row in lists.get_list()}, wanted, said)
			frappe.local.form_dict = frappe._dict(form)
			self.assertEqual(lists.get_count(), len(wanted), said)

	def compare_base_data(self, oracle: Oracle, person: int) -> None:
		seen, said = {self.units[unit] for unit in oracle.branch(person)}, (PEOPLE[person], self.drawn)
		self.assertEqual(self.listed("Unit", self.units), seen, said)
		self.assertEqual({name for name in self.units if frappe.get_doc("Unit", name).has_permission("read")}, seen, said)
		people = {world.member(name): row["unit"] for name, row in zip(PEOPLE, self.drawn["people"], strict=True)}
		inside = {member for member, unit in people.items() if self.units[unit] in seen}
		self.assertEqual(self.listed("Unit Member", list(people)), inside, said)
		self.assertEqual({name for name in people if frappe.get_doc("Unit Member", name).has_permission("read")}, inside, said)

	def counted(self, filters: dict) -> int:
		frappe.local.form_dict = frappe._dict(doctype=CASE, filters=frappe.as_json(filters), distinct="false")
		return int(guards.get_count(CASE))

	def listed(self, doctype: str, ours: list[str]) -> set[str]:
		if not frappe.has_permission(doctype, "read"):
			return set()
		return set(frappe.get_list(doctype, filters={"name": ["in", ours]}, pluck="name", limit_page_length=0))

	def allows(self, door, *args, **kwargs) -> bool:
		"""Not refused for who one is; that there is nothing behind the door is another matter."""
		try:
			door(*args, **kwargs)
		except PrintLocked:
			return True
		except frappe.PermissionError:
			return False
		except frappe.ValidationError:
			return True
		return True


class TestRuleSets(ZhichengTestCase):
	@worlds.tried(15)
	@given(
		rows=st.lists(
			st.tuples(
				st.sampled_from(LIKELY[:3]), st.sampled_from(list(Category)), st.booleans(),
				st.sampled_from(("同区域", "下级区域", "区域子树", "不限")), st.sampled_from((1, 1, 0)),
			),
			max_size=4,
		),
		roles=st.sets(st.sampled_from(LIKELY[:3])),
	)  # fmt: skip
	def test_a_unit_is_made_exactly_where_a_rule_of_an_own_role_gives_it(self, rows, roles):
		frappe.db.savepoint("example")
		try:
			name = frappe.generate_hash(length=10)
			frappe.db.set_value("Unit Creation Rule Set", {"region": "513201"}, "enabled", 0)
			worlds.insert("Unit Creation Rule Set", name, rule_set_name=name, region="513201", enabled=1)
			# the form refuses an HR bureau that is no department
			rows = [row for row in rows if row[1].value.endswith("DEPT") or not row[2]]
			for idx, (role, category, is_hrss, constraint, enabled) in enumerate(rows, start=1):
				worlds.insert(
					"Unit Creation Rule", None, parent=name, parenttype="Unit Creation Rule Set", parentfield="rules", idx=idx,
					creator_role=role.value, child_category=category.value, child_is_hrss=int(is_hrss), region_constraint=constraint,
					enabled=enabled,
				)  # fmt: skip
			creator = units.get_unit(world.unit("MEK-HRSS"))
			for category in {row[1] for row in rows} | {Category.CNTY_PRIV}:
				for is_hrss in (False, True) if category.value.endswith("DEPT") else (False,):
					for region in ("513201", "513221", "513200", "510000"):
						given_by = [row for row in rows if row[0] in roles and row[1:3] == (category, is_hrss) and row[4]]
						expected = any(row[3] == "不限" or (row[3] in ("同区域", "区域子树") and region == "513201") for row in given_by)
						self.assertEqual(self.may(creator, roles, category, is_hrss, region), expected, (rows, roles, category, region))
		finally:
			frappe.db.rollback(save_point="example")

	def may(self, creator, roles, category, is_hrss: bool, region: str) -> bool:
		try:
			unit_rules.require_may_create(creator, roles, category=category.value, is_hrss=is_hrss, region=region)
		except CategoryNotAllowed:
			return False
		return True
