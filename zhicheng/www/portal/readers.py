"""谁看过我的申报: who opened the dossier, from which unit and when."""

from zhicheng.portal import page, readers

no_cache = 1


def get_context(context):
	name = page.asked("name")
	page.show(context, "readers", "谁看过我的申报", lambda user: readers.readers(user, name))
