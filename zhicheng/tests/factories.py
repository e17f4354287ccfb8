"""One builder per noun, keyword-only; applications are built by walking the real doors."""

import frappe
from frappe.utils import now_datetime

from zhicheng.constants import Action
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import cases, world

HEALTH, FARMING, ENGINEERING = "卫生技术人员", "农业技术人员", "工程技术人员"


# not this year's, so that the demo world's own cases take nobody's place
YEAR = now_datetime().year - 1


def create_notice(*, series: str = HEALTH, level: str = "高级", year: int = YEAR, **values) -> str:
	"""An open notice under the demo world's committee of the series and level."""
	template = frappe.get_doc("Evaluation Notice", world.notice(series, level))
	notice = frappe.copy_doc(template)
	notice.update({"title": f"{template.title}{frappe.generate_hash(length=4)}", "declare_year": year, **values})
	return notice.insert(ignore_permissions=True).name


def notice_of(series: str, level: str) -> str:
	"""The test's notice of a series and level, made when first asked for."""
	filters = {"series": series, "level": level, "declare_year": YEAR, "status": "发布"}
	return frappe.db.get_value("Evaluation Notice", filters) or create_notice(series=series, level=level)


def create_draft(*, person: str = "测试甲", series: str = HEALTH, level: str = "高级") -> str:
	"""A complete dossier, not submitted."""
	return cases.draft(person, notice_of(series, level))


def create_application(*, person: str = "测试甲", series: str = HEALTH, level: str = "高级", stage: str = "U") -> str:
	"""A submitted case that waits at a stage of its route."""
	application = create_draft(person=person, series=series, level=level)
	cases.submit(application)
	while stage and applications.case(application).current_stage != stage:
		cases.approve(application)
	frappe.set_user("Administrator")
	return application


def create_returned(*, person: str = "测试甲", series: str = HEALTH) -> str:
	"""A case that its own unit returned to the applicant."""
	application = create_application(person=person, series=series)
	cases.act(application, Action.RETURN, reason="请补充材料。")
	frappe.set_user("Administrator")
	return application


def token() -> str:
	"""A fresh press of a button."""
	return frappe.generate_hash(length=20)


def user(person: str) -> str:
	return world.user(person)
