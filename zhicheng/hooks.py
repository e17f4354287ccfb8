app_name = "zhicheng"
app_title = "职称申报评审"
app_publisher = "The Zhicheng maintainers"
app_description = "Applications for professional titles: dossier, approval route, committee, paper form"
app_email = "maintainers@example.org"
app_license = "MIT"

app_include_js = ["zhicheng_desk.bundle.js", "zhicheng_base.bundle.js"]
app_include_css = ["zhicheng_desk.bundle.css", "zhicheng_base.bundle.css"]
app_logo_url = "/assets/zhicheng/images/logo.svg"

before_install = "zhicheng.install.before_install"
after_install = "zhicheng.install.after_install"
before_migrate = ["zhicheng.install.before_migrate"]
after_migrate = ["zhicheng.install.after_migrate"]
before_tests = "zhicheng.install.before_tests"

# the verbs of the approval: no site edits them, every migrate brings them back
fixtures = [
	{
		"doctype": "Workflow Action Master",
		"filters": [
			["name", "in", ["提交", "同意通过", "返回修改", "拒绝", "流程作废", "录入评审结果", "撤回", "删除流程", "撤销作废"]]
		],
	}
]

permission_query_conditions = {
	"Unit": "zhicheng.permissions.people.unit_condition",
	"Unit Member": "zhicheng.permissions.people.member_condition",
	"User": "zhicheng.permissions.people.user_condition",
	"Route Fault": "zhicheng.permissions.people.fault_condition",
	"Title Application": "zhicheng.permissions.applications.application_condition",
	"Approval Task": "zhicheng.permissions.applications.task_condition",
	"Application Ban": "zhicheng.permissions.bans.ban_condition",
	"Base Data Import": "zhicheng.permissions.imports.import_condition",
	"Application Dossier": "zhicheng.permissions.files.no_rows",
	"Dossier Attachment": "zhicheng.permissions.files.no_rows",
	"File": "zhicheng.permissions.files.file_condition",
	**dict.fromkeys(
		(
			"Application Achievement", "Application Assessment", "Application Education", "Application Exam", "Application Other Attachment",
			"Application Publication", "Application Training", "Application Work", "Approval Route Stage", "Approval Stage Box", "Eligibility Rule",
			"Notice Attachment", "Notice Stage Deadline", "Notice Unit Category", "Second Factor Role", "Unit Creation Rule",
			"Unit Industry Series", "Unit Member Role", "Zhicheng Region Setting",
		),
		"zhicheng.permissions.rows.none_alone",
	),
}
has_permission = {
	"Unit": "zhicheng.permissions.people.unit_has_permission",
	"Unit Member": "zhicheng.permissions.people.member_has_permission",
	"Route Fault": "zhicheng.permissions.people.fault_has_permission",
	"Title Application": "zhicheng.permissions.applications.application_permission",
	"Approval Task": "zhicheng.permissions.applications.task_permission",
	"Application Ban": "zhicheng.permissions.bans.ban_permission",
	"Base Data Import": "zhicheng.permissions.imports.import_permission",
	"Application Dossier": "zhicheng.permissions.files.has_dossier_permission",
	"Dossier Attachment": "zhicheng.permissions.files.has_dossier_permission",
	"File": "zhicheng.permissions.files.has_file_permission",
}

doc_events = {
	"*": {
		"validate": "zhicheng.permissions.every_record.before_save",
		"on_update": "zhicheng.domain.audit.break_glass.note_change",
		"on_trash": ["zhicheng.permissions.every_record.before_removal", "zhicheng.domain.audit.break_glass.note_change"],
	},
	"User": {
		"before_validate": "zhicheng.domain.accounts.user_guard.before_validate",
		"validate": "zhicheng.domain.accounts.user_guard.validate",
		"on_update": ["zhicheng.domain.accounts.user_guard.on_update", "zhicheng.domain.audit.base_data.log_change"],
		**dict.fromkeys(("on_trash", "before_rename"), "zhicheng.domain.accounts.user_guard.refuse_removal"),
	},
	"Has Role": dict.fromkeys(("validate", "on_trash"), "zhicheng.domain.accounts.user_guard.refuse_role_row"),
	"Role": dict.fromkeys(("validate", "on_trash", "before_rename"), "zhicheng.domain.accounts.user_guard.refuse_role"),
	("Custom DocPerm", "User Permission"): dict.fromkeys(("validate", "on_trash"), "zhicheng.domain.accounts.user_guard.refuse_permission_row"),
	"File": {
		"before_insert": "zhicheng.domain.files.file_guard.refuse_foreign_row",
		"before_validate": "zhicheng.domain.files.file_guard.refuse_change",
		"on_trash": "zhicheng.domain.files.file_guard.refuse_removal",
	},
	"Dossier Snapshot": {"after_insert": "zhicheng.domain.dossier.register_entry.on_snapshot"},
	"Error Log": {"before_insert": "zhicheng.domain.audit.scrub.clean_error"},
	"DocShare": {"validate": "zhicheng.domain.shares.refuse_share"},
	"Unit": {"validate": "zhicheng.domain.files.file_guard.require_own_files"},
	"Unit Member": {"on_update": "zhicheng.domain.approval.draft_person.on_member_update"},
	"Evaluation Notice": {"validate": "zhicheng.domain.files.file_guard.require_own_files"},
	"Workflow": {"on_update": "zhicheng.domain.approval.transitions.forget"},
	("Dashboard Chart", "Number Card"): {"validate": "zhicheng.domain.column_names.require_in_widget"},
	# base data: the change is logged and the routes are checked again
	(
		"Unit", "Unit Member", "Unit Category", "Unit Creation Rule Set", "Evaluation Committee", "Evaluation Notice",
		"Approval Route", "Approval Stage", "Region", "Title Series", "Zhicheng Settings",
	): {
		"validate": "zhicheng.domain.plain_names.require",
		"on_update": ["zhicheng.domain.audit.base_data.log_change", "zhicheng.domain.route_check.check.want"],
		"on_trash": ["zhicheng.domain.audit.base_data.log_change", "zhicheng.domain.route_check.check.want"],
	},
	("Title Speciality", "Title Qualification", "Pledge Version", "Custom Field", "Property Setter"): {
		"validate": "zhicheng.domain.plain_names.require",
		"on_update": "zhicheng.domain.audit.base_data.log_change", "on_trash": "zhicheng.domain.audit.base_data.log_change",
	},
}

scheduler_events = {
	"hourly": ["zhicheng.domain.files.partial_uploads.remove_expired", "zhicheng.export.jobs.sweep_documents", "zhicheng.domain.imports.imports.sweep"],
	"daily_long": ["zhicheng.domain.route_check.check.run"],
	"cron": {
		"* * * * *": ["zhicheng.domain.audit.chain.seal"],
		"0 9,15 * * *": ["zhicheng.domain.notify.digest.send_all"],
		"30 8 * * *": ["zhicheng.domain.notify.digest.ring_for_deadlines"],
		"*/5 * * * *": ["zhicheng.domain.route_check.check.run_if_wanted"],
	},
}

# ---- log-in and sessions ----
on_login = "zhicheng.session.refuse_foreign_login"
auth_hooks = ["zhicheng.request_limits.refuse_flood", "zhicheng.session.refuse_keys", "zhicheng.session.enforce_idle"]
before_request = ["zhicheng.domain.audit.scrub.guard_log_files", "zhicheng.api.every_request.before_method"]
before_job = ["zhicheng.domain.audit.scrub.guard_job_log_files"]
page_renderer = ["zhicheng.portal.renderer.PortalPage", "zhicheng.portal.renderer.EntryPage"]
website_redirects = [{"source": page, "target": "/change-password"} for page in ("/update-password", "/me")]
get_website_user_home_page = "zhicheng.session.website_home"
extend_bootinfo = ["zhicheng.session.extend_boot", "zhicheng.api.desk.extend_bootinfo"]
override_whitelisted_methods = {
	"frappe.desk.desktop.get_workspace_sidebar_items": "zhicheng.api.desk.workspace_sidebar",
	"frappe.client.get_count": "zhicheng.api.guards.get_count",
	"frappe.desk.reportview.get": "zhicheng.api.lists.get",
	"frappe.desk.reportview.get_list": "zhicheng.api.lists.get_list",
	"frappe.desk.reportview.get_count": "zhicheng.api.lists.get_count",
	"frappe.client.validate_link": "zhicheng.api.desk_guards.validate_link",
	"frappe.desk.search.get_link_title": "zhicheng.api.desk_guards.get_link_title",
	"frappe.desk.query_report.get_data_for_custom_field": "zhicheng.api.desk_guards.get_data_for_custom_field",
	"frappe.desk.form.linked_with.get": "zhicheng.api.desk_guards.linked_docs",
	"frappe.desk.form.load.get_user_info_for_viewers": "zhicheng.api.desk_guards.viewers",
	**{f"frappe.desk.doctype.tag.tag.{act}": f"zhicheng.api.desk_guards.{act}" for act in ("add_tag", "add_tags", "remove_tag")},
	"frappe.desk.like.toggle_like": "zhicheng.api.desk_guards.toggle_like",
	"frappe.utils.print_format.download_pdf": "zhicheng.api.print.download_pdf",
	"frappe.utils.print_format.download_multi_pdf": "zhicheng.api.print.download_multi_pdf",
	"frappe.utils.print_format.download_multi_pdf_async": "zhicheng.api.print.download_multi_pdf_async",
	"frappe.utils.weasyprint.download_pdf": "zhicheng.api.print.weasyprint_pdf",
	"frappe.core.doctype.user.user.update_password": "zhicheng.api.guards.update_password",
	"frappe.core.doctype.user.user.test_password_strength": "zhicheng.api.guards.test_password_strength",
	**{f"frappe.core.doctype.user.user.{way}": "zhicheng.api.guards.refuse" for way in ("reset_password", "sign_up", "generate_keys", "impersonate")},
	"frappe.client.get_password": "zhicheng.api.guards.refuse",
	"frappe.desk.doctype.system_console.system_console.execute_code": "zhicheng.api.guards.refuse_console",
	**{f"frappe.www.login.{way}": "zhicheng.api.guards.refuse" for way in ("login_via_key", "login_via_token", "send_login_link")},
	"frappe.integrations.doctype.ldap_settings.ldap_settings.login": "zhicheng.api.guards.refuse",
	"frappe.integrations.oauth2.authorize": "zhicheng.api.guards.refuse",
	"frappe.integrations.oauth2.get_token": "zhicheng.api.guards.refuse",
	"frappe.integrations.oauth2_logins.custom": "zhicheng.api.guards.refuse",
	**{f"frappe.core.page.permission_manager.permission_manager.{act}": "zhicheng.api.guards.refuse_permissions" for act in ("add", "update", "remove", "reset")},
	**{
		f"frappe.integrations.oauth2_logins.login_via_{site}": "zhicheng.api.guards.refuse"
		for site in ("facebook", "fairlogin", "frappe", "github", "google", "keycloak", "office365", "salesforce")
	},
}
jinja = {"methods": ["zhicheng.printing.print_view.zhicheng_paper_form"]}
after_request = ["zhicheng.portal.headers.protect", "zhicheng.api.view_log.note_record", "zhicheng.api.refused_doors.note", "zhicheng.domain.audit.scrub.clean_answer"]
