/** Clerks do not build workspaces: the buttons for it are not shown to them. */

const BUILDERS = ["System Manager", "Workspace Manager"];

if (!frappe.boot.user.roles.some((role) => BUILDERS.includes(role))) {
	document.documentElement.classList.add("zc-plain-desk");
}
