/** Clerks do not build workspaces: the buttons for it are not shown to them. */

const BUILDERS = ["System Manager", "Workspace Manager"];

if (!frappe.boot.user.roles.some((role) => BUILDERS.includes(role))) {
	document.documentElement.classList.add("zc-plain-desk");
}

// Frappe would tell a clerk at every opening of a case that a workflow makes the form read-only; it always is
const isReadOnly = frappe.workflow.is_read_only;
frappe.workflow.is_read_only = (doctype, name) => doctype !== "Title Application" && isReadOnly(doctype, name);
