"""查看详情: all sections as they will print."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "detail", "查看详情", lambda user: case_pages.detail(user, name))
