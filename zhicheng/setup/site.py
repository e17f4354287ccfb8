"""Frappe's own settings for this use: Chinese, no wizard, no tours, no sign-up, no native log-in (design 6).

Written on install only; afterwards they belong to the site.
"""

import frappe

SYSTEM = {
	"country": "China",
	"language": "zh",
	"time_zone": "Asia/Shanghai",
	"currency": "CNY",
	"date_format": "yyyy-mm-dd",
	"time_format": "HH:mm",
	"first_day_of_the_week": "Monday",
	"app_name": "职称申报评审",
	"setup_complete": 1,
	"enable_onboarding": 0,
	"enable_telemetry": 0,
	"allow_error_traceback": 0,
	"disable_change_log_notification": 1,
	"disable_system_update_notification": 1,
	"session_expiry": "12:00",
	"enable_password_policy": 0,
	# saving the next line demands another way in; its endpoints are refused (zhicheng.api.guards)
	"login_with_email_link": 1,
	"disable_user_pass_login": 1,
	"allow_login_using_user_name": 0,
	"allow_login_using_mobile_number": 0,
	"allow_guests_to_upload_files": 0,
	"disable_document_sharing": 1,
	"disable_standard_email_footer": 1,
	"attach_view_link": 0,
}
HIDDEN_ITEMS = ("My Profile", "My Settings", "Session Defaults", "View Website", "Apps")
WEBSITE = {
	"disable_signup": 1,
	"home_page": "login",
	"app_name": "职称申报评审",
	"title_prefix": "职称申报评审",
	"brand_html": "职称申报评审",
	"footer_powered": "职称申报评审",
	"show_language_picker": 0,
}


def prepare_site() -> None:
	_enable_currency()
	_write("System Settings", SYSTEM)
	_write("Website Settings", WEBSITE)
	_set_clock_of_standard_users()
	frappe.db.set_default("desktop:home_page", "workspace")
	frappe.db.set_default("currency", "CNY")
	_mark_wizard_done()
	_arrange_menus()


def _write(doctype: str, values: dict) -> None:
	"""Set the fields that this Frappe version has."""
	doc = frappe.get_doc(doctype)
	for fieldname, value in values.items():
		if doc.meta.has_field(fieldname):
			doc.set(fieldname, value)
	doc.flags.ignore_mandatory = True
	doc.save(ignore_permissions=True)


def _set_clock_of_standard_users() -> None:
	"""Frappe makes them before a site has a time zone, in one of its own; Desk would shift every time that they read."""
	for user in frappe.STANDARD_USERS:
		frappe.db.set_value("User", user, "time_zone", SYSTEM["time_zone"])


def _enable_currency() -> None:
	if frappe.db.exists("Currency", "CNY"):
		frappe.db.set_value("Currency", "CNY", "enabled", 1)


def _mark_wizard_done() -> None:
	"""Frappe 16 keeps the wizard's state per app as well."""
	if frappe.get_meta("Installed Application").has_field("is_setup_complete"):
		for name in frappe.get_all("Installed Application", pluck="name"):
			frappe.db.set_value("Installed Application", name, "is_setup_complete", 1)


def _arrange_menus() -> None:
	"""Help leads to ours instead of English documents; the user's menu to 密码修改 instead of his User form,
	which he may not write (trap 16)."""
	doc = frappe.get_doc("Navbar Settings")
	for row in doc.help_dropdown:
		row.hidden = int(row.item_type == "Route")
	for row in doc.settings_dropdown:
		if row.is_standard and row.item_label in HIDDEN_ITEMS:
			row.hidden = 1
	_add_item(doc, "help_dropdown", "帮助和联系方式", "/help")
	_add_item(doc, "settings_dropdown", "邮件提醒", "/mail-settings")
	_add_item(doc, "settings_dropdown", "我的登录", "/my-logins")
	_add_item(doc, "settings_dropdown", "密码修改", "/change-password")
	doc.save(ignore_permissions=True)


def add_menu_item(label: str, route: str) -> None:
	"""One more line in the user's menu; a line that is there stays."""
	doc = frappe.get_doc("Navbar Settings")
	_add_item(doc, "settings_dropdown", label, route)
	doc.save(ignore_permissions=True)


def _add_item(doc, table: str, label: str, route: str) -> None:
	for row in doc.get(table):
		if row.route == route:
			row.hidden = 0
			return
	row = {"item_label": label, "item_type": "Route", "route": route, "is_standard": 0}
	doc.append(table, row)
	rows = doc.get(table)
	rows.insert(0, rows.pop())
	for index, item in enumerate(rows, start=1):
		item.idx = index
