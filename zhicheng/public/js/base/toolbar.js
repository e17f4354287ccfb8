/** 帮助 at the top right of Desk, on phones too; and the way to the portal for who is also an applicant. */

import { make } from "./dom.js";

function link(label, href) {
	const anchor = make("a", "nav-link zb-nav-link", label);
	anchor.href = href;
	return make("li", "nav-item", anchor);
}

function add_links() {
	const user_menu = document.querySelector(".navbar .dropdown-navbar-user");
	if (!user_menu || document.querySelector(".zb-nav-link")) return;
	if ((frappe.boot.zhicheng || {}).is_applicant) user_menu.before(link("我的申报", "/portal"));
	user_menu.before(link("帮助", "/help"));
	document.querySelectorAll(".navbar .dropdown-help").forEach((menu) => menu.remove());
}

$(document).on("toolbar_setup", add_links);
