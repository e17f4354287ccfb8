"""A notice: text, times, attachments."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "notice", "申报通知", lambda user: views.notice(name))
