"""档案袋: the 13 sections at the left, each with its state and what it lacks, and one of them open."""

from zhicheng.constants import Action, State
from zhicheng.domain.approval import corrections
from zhicheng.domain.dossier import copied_marks, dossier_access, kept_states, layout
from zhicheng.domain.dossier.reading import Reading
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS, Section
from zhicheng.domain.files import file_check
from zhicheng.portal.form import SectionForm
from zhicheng.portal.own_cases import listed, own_case, return_reason
from zhicheng.portal.words import KEY_OF_LEVEL

# not begun, in work, ready, to be corrected
MARKS = {"未填写": "empty", "填写中": "doing", "已完成": "done", "待修改": "fix"}
NAMED = 2


def dossier(user: str, name: str, section: str) -> dict:
	"""What the page shows; 首页 alone until it has been saved once (manual 4.1)."""
	fields = layout.hold()
	listed_case = own_case(user, name)
	editable = listed_case.workflow_state == State.DRAFT
	sent = bool(listed_case.first_submitted_on)
	reading = Reading(name)
	bag = listed_case.bag
	is_open = dossier_access.is_begun(bag) or not editable
	place = (is_open and BY_KEY.get(section)) or SECTIONS[0]
	mark = kept_states.mark(listed_case, fields.version)
	states = kept_states.states(reading, mark)
	asked = corrections.asked_of_applicant(name, listed_case.workflow_state) if sent else []
	number = SECTIONS.index(place)
	return {
		"active": KEY_OF_LEVEL.get(listed_case.level, ""),
		"case": listed(listed_case),
		"sections": [_in_list(one, states[one.key], asked, is_open or one is SECTIONS[0]) for one in SECTIONS],
		"form": SectionForm(reading, place, editable=editable, bag=bag, mark=mark).values(),
		"row_count": states[place.key]["rows"],
		"lacking": states[place.key]["missing"],
		"lacking_count": sum(len(state["missing"]) for state in states.values()),
		"is_first": number == 0,
		"next_key": SECTIONS[number + 1].key if number + 1 < len(SECTIONS) else "",
		"limits": file_check.limits(),
		# whoever may edit may press it; a ban of the year is told in its own sentence
		"actions": [Action.SUBMIT.value] if editable else [],
		"reason": return_reason(name, listed_case.workflow_state) if sent else None,
		"corrections": asked,
		"copied": copied_marks.sentence(bag, place.key) if editable else "",
	}


def _in_list(section: Section, state: dict, asked: list[dict], is_open: bool) -> dict:
	"""A section's line in the list: its state in a word, and the first things that it lacks by name."""
	fixes = [item for item in asked if item["section"] == section.key]
	missing = state["missing"]
	word = "待修改" if fixes else {"可不填": "未填写"}.get(state["state"], state["state"])
	if fixes:
		note = f"{len(fixes)} 处需补正"
	elif missing:
		note = _lacks(missing)
	else:
		note = "可不填" if state["state"] == "可不填" else ""
	return {
		"key": section.key,
		"title": section.title,
		"state": word,
		"mark": MARKS[word],
		"note": note,
		"missing": len(missing),
		"rows": state["rows"] if section.is_table else 0,
		"open": is_open,
	}


def _lacks(missing: list[dict]) -> str:
	labels = list(dict.fromkeys(item["label"] for item in missing))
	said = "、".join(labels[:NAMED])
	return f"缺 {said}" + (f" 等 {len(missing)} 处" if len(missing) > NAMED else "")
