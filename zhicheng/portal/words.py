"""The portal's own words: levels in addresses, states in colours."""

from zhicheng.constants import FINAL_STATES, Level, State

# address word -> level; the menu shows them in this order (manual 4.1.1)
LEVELS = (
	{"key": "senior", "level": Level.SENIOR.value, "title": "高级职称申报"},
	{"key": "intermediate", "level": Level.INTERMEDIATE.value, "title": "中级职称申报"},
	{"key": "junior", "level": Level.JUNIOR.value, "title": "初级职称申报"},
)
BY_KEY = {level["key"]: level for level in LEVELS}
KEY_OF_LEVEL = {level["level"]: level["key"] for level in LEVELS}


def level_of(key: str) -> dict:
	return BY_KEY.get(key) or LEVELS[0]


def tone(state: str) -> str:
	"""How a state looks beside its word: it is never told by colour alone."""
	if state == State.DRAFT:
		return "draft"
	if state == State.RETURNED:
		return "warn"
	if state == State.PASSED:
		return "good"
	return "ended" if state in (str(final) for final in FINAL_STATES) else "going"
