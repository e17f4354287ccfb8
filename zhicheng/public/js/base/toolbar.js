/** 帮助 at the top right of Desk, on phones too; and the way to the portal for who is also an applicant. */

import { make } from "./dom.js";

// version-16 draws the lines of Navbar Settings nowhere: the user's own pages stand beside its menu
const OWN_PAGES = [
	["密码修改", "/change-password"],
	["我的登录", "/my-logins"],
	["邮件提醒", "/mail-settings"],
];

function links() {
	const portal = (frappe.boot.zhicheng || {}).is_applicant ? [["我的申报", "/portal"]] : [];
	return [...portal, ["帮助", "/help"]];
}

function anchor(label, href) {
	const link = make("a", "nav-link zb-nav-link", label);
	link.href = href;
	return link;
}

function add_links() {
	if (document.querySelector(".zb-nav-link")) return;
	const user_menu = document.querySelector(".navbar .dropdown-navbar-user");
	if (!user_menu) {
		add_below();
		return;
	}
	user_menu.before(...links().map(([label, href]) => make("li", "nav-item", anchor(label, href))));
	document.querySelectorAll(".navbar .dropdown-help").forEach((menu) => menu.remove());
}

/** version-16: no bar at the top, a foot of the sidebar. */
function add_below() {
	const foot = document.querySelector(".body-sidebar-bottom");
	if (foot) foot.prepend(...[...links(), ...OWN_PAGES].map(([label, href]) => anchor(label, href)));
}

/** version-16: its first page has no sidebar, but a menu at the user's picture. */
function add_to_desktop(event, { desktop } = {}) {
	if (!desktop || !desktop.add_menu_item) return;
	[...links(), ...OWN_PAGES].forEach(([label, href]) =>
		desktop.add_menu_item({ label, icon: "arrow-right", onClick: () => location.assign(href) })
	);
}

$(document).on("toolbar_setup app_ready page-change", add_links);
$(document).on("desktop_screen", add_to_desktop);
