/** Small building blocks of Desk pages; all text goes in as text, never as HTML. */

export function make(tag, className = "", ...children) {
	const element = document.createElement(tag);
	if (className) element.className = className;
	element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
	return element;
}

export function button(label, className, onclick) {
	const element = make("button", `btn btn-sm ${className}`, label);
	element.type = "button";
	element.addEventListener("click", onclick);
	return element;
}
