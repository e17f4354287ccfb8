/** Small helpers over the document. */

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

export function make(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	Object.entries(attributes).forEach(([name, value]) => {
		if (name === "text") element.textContent = value;
		else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
	});
	element.append(...children);
	return element;
}

/** Put these children in place of what an element holds (replaceChildren is younger than some browsers in use). */
export function fill(element, ...children) {
	element.textContent = "";
	element.append(...children);
}

/** One listener for many elements: runs when the event comes from inside `selector`. */
export function on(root, type, selector, handle) {
	root.addEventListener(type, (event) => {
		const target = event.target.closest && event.target.closest(selector);
		if (target && root.contains(target)) handle(event, target);
	});
}

let hiding = 0;

/** A short word at the foot of the page; read aloud by screen readers. */
export function toast(sentence) {
	const box = one("#toast");
	box.textContent = sentence;
	box.hidden = false;
	clearTimeout(hiding);
	hiding = setTimeout(() => (box.hidden = true), 4000);
}

/** Run once at a time for a button: a second press while it works does nothing. */
export async function busy(button, work) {
	if (button.getAttribute("aria-busy") === "true") return undefined;
	button.setAttribute("aria-busy", "true");
	try {
		return await work();
	} finally {
		button.removeAttribute("aria-busy");
	}
}
