"""高级/中级/初级职称申报: the own applications of a level."""

from zhicheng.portal import page, views
from zhicheng.portal.words import level_of

no_cache = 1


def get_context(context):
	level = level_of(page.asked("level"))
	page.show(
		context,
		"applications",
		level["title"],
		lambda user: views.level_cases(user, level["key"]),
		active=level["key"],
	)
