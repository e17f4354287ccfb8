"""Eligibility rehearsal: the conditions of the notice held against a dossier, as advice beside the notice's words.

It never blocks: whether somebody is eligible is decided by the people on the route.
"""

import frappe
from frappe import _
from frappe.utils import cint

from zhicheng.domain.approval import eligibility_facts
from zhicheng.domain.approval.eligibility_facts import Facts
from zhicheng.domain.approval.eligibility_rules import Kind, Outcome, Verdict
from zhicheng.domain.approval.eligibility_rules import judge as judge_rule
from zhicheng.domain.dossier.anchors import anchor
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import applications
from zhicheng.exceptions import Refusal

ALL, NORMAL, EXCEPTIONAL = "全部", "正常申报", "破格申报"


def judge(application: str) -> list[dict]:
	"""Each condition of the case's notice with its outcome, for its applicant and its reviewers alike.

	:return: kind, texts (the notice's words, several in a group), outcome, why, used, section, section_title, anchor
	"""
	rules = of_notice(applications.case(application).notice)
	return judge_all(rules, eligibility_facts.of(application)) if rules else []


def of_notice(notice: str) -> list:
	"""The rule table of a notice in its order."""
	return frappe.get_cached_doc("Evaluation Notice", notice).eligibility_rules


def judge_all(rules: list[dict], facts: Facts) -> list[dict]:
	"""One answer per rule, and one per group of alternatives of which one must hold."""
	groups: dict[str, list] = {}
	for number, rule in enumerate(rules):
		if _applies(rule, facts):
			groups.setdefault(rule.rule_group or f"#{number}", []).append(rule)
	return [_answer(group, facts) for group in groups.values()]


def _applies(rule: dict, facts: Facts) -> bool:
	if rule.sub_level and facts.values.get("sub_level") and rule.sub_level != facts.values.get("sub_level"):
		return False
	return rule.applies_to != EXCEPTIONAL or facts.is_exceptional


def _answer(group: list[dict], facts: Facts) -> dict:
	verdicts = [judge_rule(rule, facts) for rule in group]
	chosen = _best(verdicts)
	outcome, why = chosen.outcome, chosen.why if chosen.outcome == Outcome.MET else _whys(verdicts)
	if outcome != Outcome.MET and facts.is_exceptional and group[0].applies_to == NORMAL:
		outcome = Outcome.EXCEPTIONAL
		why = _("不具备正常申报的这一条（{0}），您选择了破格，请按破格条件准备破格理由和证明。").format(why)
	return {
		"kind": str(group[0].kind),
		"texts": [rule.rule_text for rule in group],
		"outcome": str(outcome),
		"why": why,
		"used": chosen.used,
		"section": chosen.section,
		"section_title": BY_KEY[chosen.section].title,
		"anchor": anchor(chosen.fieldname),
	}


def _best(verdicts: list[Verdict]) -> Verdict:
	order = (Outcome.MET, Outcome.UNKNOWN, Outcome.NOT_MET)
	return min(verdicts, key=lambda verdict: order.index(verdict.outcome))


def _whys(verdicts: list[Verdict]) -> str:
	return "；".join(dict.fromkeys(verdict.why for verdict in verdicts))


def require_sound(rules: list) -> None:
	"""A rule that cannot be judged is refused when the notice is saved.

	:raises Refusal: naming the row and what it lacks
	"""
	for number, rule in enumerate(rules, start=1):
		lacking = _lacking(rule)
		if lacking:
			raise Refusal(_("申报条件第{0}行（{1}）还没有填写{2}。").format(number, rule.kind, lacking))


def _lacking(rule) -> str:
	if rule.kind == Kind.EDUCATION_AND_YEARS:
		return "" if rule.education_level or cint(rule.min_years) else _("最低学历或最少年数")
	if rule.kind == Kind.HOURS:
		return "" if cint(rule.threshold) else _("最低数值（学时）")
	if rule.kind == Kind.SPECIALITY_YEARS:
		return "" if cint(rule.min_years) else _("最少年数")
	if rule.kind in (Kind.QUALIFICATION, Kind.EXAM):
		return "" if (rule.keyword or "").strip() else _("关键词")
	return ""
