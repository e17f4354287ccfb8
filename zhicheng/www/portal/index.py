"""首页: what waits and where the own cases are."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	page.show(context, "home", "首页", case_pages.home, active="home")
