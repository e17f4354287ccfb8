/** The frame of every page: menu on small screens, user menu. */

import "./dialogs.js";
import { all, on, one } from "./dom.js";
import { leave } from "./server.js";

on(document, "click", "[data-logout]", () => leave().then(() => location.assign("/login")));

on(document, "click", "[data-toggle]", (event, button) => {
	const target = one(`#${button.dataset.toggle}`);
	const isOpen = target.classList.toggle("is-open");
	button.setAttribute("aria-expanded", String(isOpen));
});

document.addEventListener("click", (event) => {
	all(".user-menu[open]").forEach((menu) => !menu.contains(event.target) && menu.removeAttribute("open"));
});

document.addEventListener("keydown", (event) => {
	if (event.key !== "Escape") return;
	all(".user-menu[open]").forEach((menu) => menu.removeAttribute("open"));
});

// on small screens the list of sections starts folded
if (window.matchMedia("(max-width: 959px)").matches) all(".bag").forEach((bag) => bag.removeAttribute("open"));
