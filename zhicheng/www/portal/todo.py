"""待办业务: what was returned or withdrawn."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	page.show(context, "todo", "待办业务", views.todo, active="todo")
