"""申报: pick a notice of the level."""

from zhicheng.portal import page, views
from zhicheng.portal.words import level_of

no_cache = 1


def get_context(context):
	level, search = level_of(page.asked("level")), page.asked("search")
	page.show(
		context,
		"notices",
		"选择申报通知",
		lambda user: views.level_notices(level["key"], search),
		active=level["key"],
	)
