"""消息: what happened to the own cases."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	page.show(context, "messages", "消息", case_pages.message_list, active="messages")
