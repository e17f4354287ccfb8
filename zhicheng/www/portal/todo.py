"""待办业务: what was returned or withdrawn."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	page.show(context, "todo", "待办业务", case_pages.todo, active="todo")
