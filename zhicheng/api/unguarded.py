"""Methods of Frappe that ask nobody for a right: they write below any record, send and fetch anything, or tell of every record.

No page of ours calls them; the system administrator keeps them. Named as they are defined, so that no other name leads there.
"""

import frappe

from zhicheng.api import aliases
from zhicheng.permissions import people

METHODS = frozenset(
	{
		# in the site's name, to any address
		"frappe.core.doctype.communication.email.make",
		"frappe.core.doctype.sms_settings.sms_settings.send_sms",
		"frappe.utils.print_format.print_by_server",
		# fetches every address that the sent page names, from the server's own place; a browser prints a report as well
		"frappe.utils.print_format.report_to_pdf",
		# below any record, by any name
		"frappe.templates.includes.comments.comments.add_comment",
		"frappe.templates.includes.likes.likes.like",
		"frappe.website.doctype.discussion_topic.discussion_topic.submit_discussion",
		"frappe.utils.file_manager.add_attachments",
		# for everybody
		"frappe.desk.page.setup_wizard.setup_wizard.load_messages",
		"frappe.desk.page.setup_wizard.install_fixtures.update_genders",
		"frappe.desk.page.setup_wizard.install_fixtures.update_salutations",
		"frappe.desk.desktop.update_onboarding_step",
		"frappe.desk.doctype.global_search_settings.global_search_settings.reset_global_search_settings_doctypes",
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.create_dashboard_chart",
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.create_report_chart",
		"frappe.desk.doctype.number_card.number_card.create_number_card",
		"frappe.desk.doctype.number_card.number_card.create_report_number_card",
		"frappe.automation.doctype.auto_repeat.auto_repeat.update_reference",
		"frappe.email.doctype.email_account.email_account.set_email_password",
		"frappe.email.doctype.email_group.email_group.add_subscribers",
		*(f"frappe.email.inbox.{act}" for act in ("create_email_flag_queue", "mark_as_closed_open", "mark_as_spam", "mark_as_trash", "move_email")),
		"frappe.email.relink",
		# names of all people; numbers of all records, whatever one's own list shows
		"frappe.desk.search.get_names_for_mentions",
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
	}
)


def refuse_unguarded() -> None:
	"""before_request, for everybody but the system administrator: by any name, and through a method that calls another."""
	names = map(aliases.function, (*aliases.asked(frappe.request.path), *aliases.called()))
	if any(name in METHODS for name in names) and not people.is_administrator():
		raise frappe.PermissionError("本系统不提供这个功能。")
