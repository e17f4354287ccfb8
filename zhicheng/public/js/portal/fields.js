/** Inputs of a section: their values, what changed since the server last confirmed, errors beside them. */

import { all, make, one } from "./dom.js";
import { loginAddress } from "./server.js";

export const inputsOf = (scope) => all("[name]", scope);

export const valueOf = (input) => (input.type === "checkbox" ? (input.checked ? "1" : "0") : input.value);

export function put(input, value) {
	if (input.type === "checkbox") input.checked = value === "1";
	else input.value = value;
}

/** Remember what the server holds, so that only what differs is sent. */
export function rememberInitial(scope) {
	inputsOf(scope).forEach((input) => (input.dataset.initial = valueOf(input)));
}

export function changedIn(scope) {
	const changed = {};
	inputsOf(scope).forEach((input) => {
		if (valueOf(input) !== input.dataset.initial) changed[input.name] = valueOf(input);
	});
	return changed;
}

export function allIn(scope) {
	const values = {};
	inputsOf(scope).forEach((input) => (values[input.name] = valueOf(input)));
	return values;
}

export function clearErrors(form) {
	all(".field-error", form).forEach((place) => (place.hidden = true));
	all("[aria-invalid]", form).forEach((input) => input.removeAttribute("aria-invalid"));
	one(".form-error", form).hidden = true;
}

/** Put each error beside its field and the first one into view. */
export function showErrors(form, errors) {
	let first = null;
	errors.forEach((error) => {
		const scope = error.row ? one(`.row-card[data-row="${error.row}"]`, form) : form;
		const field = scope && one(`[data-field="${error.fieldname}"]`, scope);
		if (!field) return;
		const input = one("[name]", field);
		const place = one(".field-error", field);
		place.textContent = error.message;
		place.hidden = false;
		if (input) input.setAttribute("aria-invalid", "true");
		first = first || input;
	});
	if (first) first.focus();
}

export function showRefusal(form, refused) {
	const place = one(".form-error", form);
	place.textContent = refused.message;
	if (refused.type === "SessionExpired") {
		place.append(" ", make("a", { href: loginAddress(), target: "_blank", rel: "noopener", text: "重新登录" }));
	}
	place.hidden = false;
}

/** A counter under a long text, with its limits from the field's own hint. */
export function addCounter(textarea) {
	const counter = make("p", { class: "counter", "aria-hidden": "true" });
	const follow = () => (counter.textContent = `${textarea.value.trim().length} 字`);
	follow();
	textarea.after(counter);
	textarea.addEventListener("input", follow);
}
