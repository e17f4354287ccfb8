"""查看流程, 流程图, and what the applicant may do now."""

from zhicheng.portal import case_pages, page

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "progress", "查看流程", lambda user: case_pages.case_progress(user, name))
