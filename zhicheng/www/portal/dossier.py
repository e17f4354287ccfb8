"""档案袋: the 13 sections of one application."""

from zhicheng.portal import dossier_page, page

no_cache = 1


def get_context(context):
	name, section = page.asked("name"), page.asked("section")
	page.show(context, "dossier", "职称申报材料", lambda user: dossier_page.dossier(user, name, section))
