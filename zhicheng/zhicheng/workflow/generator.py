"""The one Workflow record of Title Application, derived from Approval Route and Approval Stage (design 4.1).

States are never removed; transitions are the union over every route version that is published or that a running
case still uses. The record is derived data: administrators change routes, never the Workflow.
"""

import frappe

from zhicheng.constants import STATE_CODES, WORKFLOW_ACTIONS, WORKFLOW_NAME, Role, State
from zhicheng.domain.approval import routing
from zhicheng.domain.approval.edges import Edge, edges_of
from zhicheng.domain.queries import routes as route_queries

STYLES = {
	State.DRAFT: "",
	State.RETURNED: "Warning",
	State.VOIDED: "Danger",
	State.DELETED: "Danger",
	State.PASSED: "Success",
	State.FAILED: "Inverse",
}


def rebuild() -> None:
	"""Write the Workflow record from the routes in use; does nothing when it is already right."""
	_ensure_actions()
	stage_names = frappe.get_all("Approval Stage", pluck="stage_name", order_by="sort_order asc")
	_ensure_states([*STATE_CODES.values(), *stage_names])
	edges = _edges_in_use()
	workflow = _workflow()
	states = _states(workflow, stage_names)
	if not workflow.is_new() and _signature(workflow) == (states, edges):
		return
	_fill(workflow, states, edges)
	workflow.flags.ignore_permissions = True
	workflow.save()


def _edges_in_use() -> list[Edge]:
	found: dict[Edge, None] = {}
	for route in route_queries.in_use():
		found.update(dict.fromkeys(edges_of(routing.edge_stages(route))))
	return sorted(found)


def _workflow():
	if frappe.db.exists("Workflow", WORKFLOW_NAME):
		return frappe.get_doc("Workflow", WORKFLOW_NAME)
	return frappe.new_doc("Workflow", workflow_name=WORKFLOW_NAME)


def _states(workflow, stage_names: list[str]) -> list[str]:
	"""草稿 first, because a new document starts there; then stages and ends, then what older routes left."""
	wanted = [State.DRAFT.value, State.RETURNED.value, *stage_names]
	wanted += [state.value for state in State if state.value not in wanted]
	return list(dict.fromkeys([*wanted, *(row.state for row in workflow.states)]))


def _signature(workflow) -> tuple[list[str], list[Edge]]:
	codes = {row.condition: row.condition.split('"')[1] for row in workflow.transitions}
	edges = [
		Edge(row.state, row.action, codes[row.condition], row.next_state, row.allowed)
		for row in workflow.transitions
	]
	return [row.state for row in workflow.states], sorted(edges)


def _fill(workflow, states: list[str], edges: list[Edge]) -> None:
	workflow.update(
		{
			"document_type": "Title Application",
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"override_status": 0,
			"send_email_alert": 0,
		}
	)
	workflow.set("states", [])
	workflow.set("transitions", [])
	for state in states:
		# is_optional_state keeps Frappe from making Workflow Action rows, which are wrong after a return
		row = {"state": state, "doc_status": "0", "allow_edit": Role.APPLICANT.value, "is_optional_state": 1}
		workflow.append("states", row)
	for edge in edges:
		row = {"state": edge.state, "action": edge.action, "next_state": edge.next_state, "allowed": edge.role}
		row.update({"condition": condition(edge.code), "allow_self_approval": 1})
		workflow.append("transitions", row)


def condition(code: str) -> str:
	"""The condition of a transition whose target has this code."""
	return f'doc.next_stage == "{code}"'


def _ensure_states(names: list[str]) -> None:
	known = set(frappe.get_all("Workflow State", pluck="name"))
	for name in names:
		if str(name) in known:
			continue
		doc = frappe.new_doc("Workflow State")
		doc.update({"workflow_state_name": str(name), "style": STYLES.get(name, "Primary")})
		doc.insert(ignore_permissions=True)


def _ensure_actions() -> None:
	known = set(frappe.get_all("Workflow Action Master", pluck="name"))
	for action in WORKFLOW_ACTIONS:
		if action.value not in known:
			doc = frappe.new_doc("Workflow Action Master")
			doc.workflow_action_name = action.value
			doc.insert(ignore_permissions=True)
