"""查看详情: all sections as they will print."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "detail", "查看详情", lambda user: views.detail(user, name))
