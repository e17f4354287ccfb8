"""Cases in every state at known units, committed, so that whatever could leak is really there.

All but the last belong to 测试甲 of 马尔康镇卫生院（测试）, one for each of the years before last, so that they take nobody's place.
"""

import frappe
from frappe.utils import add_to_date, now_datetime

from zhicheng.constants import Action, Role
from zhicheng.domain.approval import process_attachments, submission
from zhicheng.domain.files import file_store
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.setup import demo
from zhicheng.setup.demo import cases, dossiers, world
from zhicheng.tests.factories import HEALTH, YEAR, create_notice

APPLICANT, UPPER_APPLICANT = "测试甲", "测试庚"
# people who hold one role alone; in the demo world these roles come in pairs
ALONE = (
	("测试高评办", "SC-HEALTH", Role.SENIOR_OFFICE, "510000198001028109"),
	("测试中评办", "AB-HEALTH", Role.INTERMEDIATE_OFFICE, "510000198001028205"),
	("测试初评办", "MEK-HEALTH", Role.JUNIOR_OFFICE, "510000198001028301"),
	("测试附件员", "MEK-CLINIC", Role.PROCESS_ATTACHMENT, "510000198001028408"),
	("测试停用", "MEK-CLINIC", Role.COUNTY_AFFILIATE, "510000198001028504"),
)
# state → how many years back; the seeded routes begin in 2020, only a draft needs none
CASES = {"submitted": 1, "midway": 2, "returned": 3, "voided": 4, "passed": 5, "draft": 6, "upper": 1}


class Scene:
	"""The cases by their state's word; `close` takes everything away that was added since `open`."""

	def __init__(self, *keys: str):
		frappe.set_user("Administrator")
		_sweep()
		self.before = _names()
		self.names: dict[str, str] = {}
		_load_world()
		for key in keys or CASES:
			self.names[key] = _make(key)
		_add_people()
		frappe.db.commit()

	def __getitem__(self, key: str) -> str:
		return self.names[key]

	def close(self) -> None:
		"""Remove every row and every file that was not there before."""
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for doctype, names in _names().items():
			new = names - self.before.get(doctype, set())
			if doctype == "File":
				for name in new:
					file_store.remove(name)
			elif new:
				frappe.db.delete(doctype, {"name": ["in", list(new)]})
		members.forget()
		frappe.db.commit()


def _sweep() -> None:
	"""What a run that was killed left behind: the cases of the scene's years and the people of ALONE."""
	left = frappe.get_all("Title Application", filters={"declare_year": ["<", YEAR]}, pluck="name")
	dossiers_left = frappe.get_all("Application Dossier", filters={"application": ["in", left]}, pluck="name")
	for file in frappe.get_all("File", filters={"attached_to_name": ["in", [*dossiers_left, "-"]]}, pluck="name"):
		file_store.remove(file)
	for doctype in our_doctypes():
		fields = frappe.get_meta(doctype).get("fields", {"options": ["in", ["Title Application", "Application Dossier"]]})
		for field in [field for field in fields if field.fieldtype == "Link"] if left else []:
			frappe.db.delete(doctype, {field.fieldname: ["in", [*left, *dossiers_left]]})
		if left and frappe.get_meta(doctype).istable:
			frappe.db.delete(doctype, {"parent": ["in", [*dossiers_left, ""]]})
	frappe.db.delete("Title Application", {"declare_year": ["<", YEAR]})
	frappe.db.delete("Evaluation Notice", {"declare_year": ["<", YEAR]})
	for name, *_rest in ALONE:
		member, user = world.member(name), world.user(name)
		if member:
			frappe.db.delete("Unit Member Role", {"parent": member})
			frappe.db.delete("Unit Member", {"name": member})
			frappe.db.delete("Has Role", {"parent": user})
			frappe.db.delete("User", {"name": user})


def our_doctypes(*, tables: bool = True) -> list[str]:
	"""The app's DocTypes that have rows; with or without child tables."""
	filters = {"module": "Zhicheng", "issingle": 0}
	if not tables:
		filters["istable"] = 0
	return frappe.get_all("DocType", filters=filters, pluck="name", order_by="name asc")


def _names() -> dict[str, set]:
	"""The rows of every table: what strangers could write lies anywhere."""
	doctypes = frappe.get_all("DocType", filters={"issingle": 0, "is_virtual": 0}, pluck="name")
	return {name: _rows(name) for name in doctypes if frappe.db.table_exists(name)}


def _rows(doctype: str) -> set:
	table = frappe.qb.DocType(doctype)
	return set(frappe.qb.from_(table).select(table.name).run(pluck=True))


def _load_world() -> None:
	if not world.is_whole():
		world.load(demo.PASSWORD)


def _add_people() -> None:
	frappe.set_user("Administrator")
	for name, unit, role, id_number in ALONE:
		doc = members.create_member(world.unit(unit), name, id_number, [role])
		members.set_password(doc.name, demo.PASSWORD)
	frappe.get_doc("Unit Member", world.member("测试停用")).update({"status": "停用"}).save()


def _make(key: str) -> str:
	year = YEAR - CASES[key]
	application = _draft(UPPER_APPLICANT if key == "upper" else APPLICANT, year, filled=key != "draft")
	if key == "draft":
		return application
	cases.submit(application)
	_walk(key, application)
	frappe.set_user("Administrator")
	return application


def _draft(person: str, year: int, *, filled: bool) -> str:
	frappe.set_user("Administrator")
	now = now_datetime()
	span = {"apply_from": add_to_date(now, days=-1), "apply_to": add_to_date(now, days=1)}
	notice = create_notice(series=HEALTH, year=year, **span)
	if filled:
		return cases.draft(person, notice)
	frappe.set_user(world.user(person))
	application = submission.start(notice)
	dossiers.add_proof(application, "cover_page", "photo", "照片")
	return application


def _walk(key: str, application: str) -> None:
	if key == "submitted":
		_attach(application)
	elif key == "midway":
		while applications.case(application).current_stage != "MI":
			cases.approve(application)
	elif key == "returned":
		cases.act(application, Action.RETURN, reason="请补充材料。")
	elif key == "voided":
		cases.act(application, Action.VOID, reason="材料不实。")
	elif key == "passed":
		while applications.open_task(application):
			cases.approve(application)


def _attach(application: str) -> None:
	"""Process attachments of two kinds: one for the applicant's eyes, one not."""
	frappe.set_user(cases.clerk_of(application))
	for kind in ("公示材料", "推荐材料"):
		process_attachments.add(
			application, kind=kind, title=f"测试{kind}", content=dossiers.picture(f"{application} {kind}"), file_name="a.png"
		)
