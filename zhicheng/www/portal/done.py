"""已办业务: what was submitted."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	page.show(context, "done", "已办业务", case_pages.done, active="done")
