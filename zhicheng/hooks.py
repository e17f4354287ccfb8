app_name = "zhicheng"
app_title = "职称申报评审"
app_publisher = "The Zhicheng maintainers"
app_description = "Applications for professional titles: dossier, approval route, committee, paper form"
app_email = "maintainers@example.org"
app_license = "MIT"

before_install = "zhicheng.install.before_install"
after_install = "zhicheng.install.after_install"
before_migrate = ["zhicheng.install.before_migrate"]
after_migrate = ["zhicheng.install.after_migrate"]
before_tests = "zhicheng.install.before_tests"

permission_query_conditions = {
	"Title Application": "zhicheng.permissions_application.application_condition",
	"Approval Task": "zhicheng.permissions_application.task_condition",
}
has_permission = {
	"Title Application": "zhicheng.permissions_application.application_permission",
	"Approval Task": "zhicheng.permissions_application.task_permission",
}

doc_events = {
	"Workflow": {"on_update": "zhicheng.domain.transitions.forget"},
}
