"""查看流程, 流程图, and what the applicant may do now."""

from zhicheng.portal import page, views

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "progress", "查看流程", lambda user: views.case_progress(user, name))
