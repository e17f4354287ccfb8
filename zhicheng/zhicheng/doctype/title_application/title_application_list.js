// typed by the applicant; Frappe's formatter of Data fields does not escape in lists and report views
frappe.meta.docfield_map["Title Application"].speciality.formatter = (value) => frappe.utils.escape_html(value || "");

frappe.listview_settings["Title Application"] = {
	add_fields: ["workflow_state", "current_unit_name"],
	has_indicator_for_draft: true,
	hide_name_column: true,

	onload(list) {
		zhicheng.desk.tidyList(list);
	},

	refresh(list) {
		zhicheng.desk.nameCaseList(list);
	},

	get_indicator(application) {
		const state = application.workflow_state;
		return [state, zhicheng.desk.stateColour(state), `workflow_state,=,${state}`];
	},
};
