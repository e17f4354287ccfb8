"""首页: what waits and where the own cases are."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	page.show(context, "home", "首页", views.home, active="home")
