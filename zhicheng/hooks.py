app_name = "zhicheng"
app_title = "职称申报评审"
app_publisher = "The Zhicheng maintainers"
app_description = "Applications for professional titles: dossier, approval route, committee, paper form"
app_email = "maintainers@example.org"
app_license = "MIT"

app_include_js = "zhicheng_desk.bundle.js"
app_include_css = "zhicheng_desk.bundle.css"

before_install = "zhicheng.install.before_install"
after_install = "zhicheng.install.after_install"
before_migrate = ["zhicheng.install.before_migrate"]
after_migrate = ["zhicheng.install.after_migrate"]
before_tests = "zhicheng.install.before_tests"

permission_query_conditions = {
	"Unit": "zhicheng.permissions.unit_condition",
	"Unit Member": "zhicheng.permissions.member_condition",
	"Title Application": "zhicheng.permissions_application.application_condition",
	"Approval Task": "zhicheng.permissions_application.task_condition",
	"Application Dossier": "zhicheng.permissions_files.no_rows",
	"Dossier Attachment": "zhicheng.permissions_files.no_rows",
}
has_permission = {
	"Unit": "zhicheng.permissions.unit_has_permission",
	"Unit Member": "zhicheng.permissions.member_has_permission",
	"Title Application": "zhicheng.permissions_application.application_permission",
	"Approval Task": "zhicheng.permissions_application.task_permission",
	"Application Dossier": "zhicheng.permissions_files.has_dossier_permission",
	"Dossier Attachment": "zhicheng.permissions_files.has_dossier_permission",
	"File": "zhicheng.permissions_files.has_file_permission",
}

doc_events = {
	"File": {
		"before_insert": "zhicheng.domain.file_guard.refuse_foreign_row",
		"validate": "zhicheng.domain.file_guard.refuse_change",
		"on_trash": "zhicheng.domain.file_guard.refuse_removal",
	},
	"Unit": {"validate": "zhicheng.domain.file_guard.require_own_files"},
	"Evaluation Notice": {"validate": "zhicheng.domain.file_guard.require_own_files"},
	"Workflow": {"on_update": "zhicheng.domain.transitions.forget"},
}
