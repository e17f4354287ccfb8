"""已办业务: what was submitted."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	page.show(context, "done", "已办业务", views.done, active="done")
