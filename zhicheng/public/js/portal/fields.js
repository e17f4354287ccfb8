/** Inputs of a section: their values, what changed since the server last confirmed, errors beside them. */

import { all, make, one } from "./dom.js";

export const inputsOf = (scope) => all("[name]", scope);
export const inputOf = (scope, name) => inputsOf(scope).find((input) => input.name === name);

export const valueOf = (input) => (input.type === "checkbox" ? (input.checked ? "1" : "0") : input.value);

export function put(input, value) {
	if (input.type === "checkbox") input.checked = value === "1";
	else input.value = value;
}

/** What the server said stands in the field now. */
export function confirm(input, value) {
	put(input, value);
	input.dataset.initial = value;
}

export const isChanged = (input) => valueOf(input) !== input.dataset.initial;

/**
 * Remember what the server holds, so that only what differs is sent. That is what it wrote into the page, not what
 * stands there now: on a slow line somebody types before this script has come, and a browser fills in again by itself.
 */
export function rememberInitial(scope) {
	inputsOf(scope).forEach((input) => (input.dataset.initial = writtenIn(input)));
}

/** What the server is known to hold. */
export function heldIn(scope) {
	const values = {};
	inputsOf(scope).forEach((input) => (values[input.name] = input.dataset.initial));
	return values;
}

function writtenIn(input) {
	if (input.type === "checkbox") return input.defaultChecked ? "1" : "0";
	if (input.tagName === "SELECT") {
		const options = Array.from(input.options);
		const chosen = options.filter((option) => option.defaultSelected).pop() || options.find((option) => !option.disabled);
		return chosen ? chosen.value : "";
	}
	// through a field of the same kind: it drops what such a field cannot hold
	const blank = document.createElement(input.tagName);
	if (input.tagName === "INPUT") blank.type = input.type;
	blank.value = input.defaultValue;
	return blank.value;
}

/** What differs from the server. With `calm`, without what it has refused or what waits for a choice. */
export function changedIn(scope, calm = false) {
	const changed = {};
	inputsOf(scope).forEach((input) => {
		if (isChanged(input) && !(calm && isHeldBack(input))) changed[input.name] = valueOf(input);
	});
	return changed;
}

const isHeldBack = (input) => "conflict" in input.dataset || input.dataset.refused === valueOf(input);

/** What the page last knew of the server's values of these fields: the server sees who has been there meanwhile. */
export function seenIn(scope, values) {
	const seen = {};
	inputsOf(scope).forEach((input) => {
		if (input.name in values) seen[input.name] = input.dataset.initial;
	});
	return seen;
}

export function allIn(scope) {
	const values = {};
	inputsOf(scope).forEach((input) => (values[input.name] = valueOf(input)));
	return values;
}

/** The server holds what was sent, except in the fields named in `not`. */
export function settleIn(scope, sent, not) {
	inputsOf(scope).forEach((input) => {
		if (!(input.name in sent)) return;
		if (not.includes(input.name)) return;
		input.dataset.initial = sent[input.name];
		delete input.dataset.refused;
	});
}

/** Show what the server holds where nobody is typing over it. */
export function refreshIn(scope, shown) {
	Object.entries(shown).forEach(([name, value]) => {
		const input = inputOf(scope, name);
		if (input && !isChanged(input)) confirm(input, typeof value === "object" ? value.value : value);
		const output = one(`output[data-name="${name}"]`, scope);
		if (!output || typeof value !== "object") return;
		output.dataset.value = value.value;
		output.textContent = value.text || value.value || "—";
	});
}

export function clearErrors(form) {
	all(".field-error", form).forEach((place) => (place.hidden = true));
	all("[aria-invalid]", form).forEach((input) => input.removeAttribute("aria-invalid"));
	one(".form-error", form).hidden = true;
}

export function clearError(input) {
	input.removeAttribute("aria-invalid");
	const field = input.closest("[data-field]");
	if (field) one(".field-error", field).hidden = true;
}

/** Put each error beside its field; gives the first field. */
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
		if (!input) return;
		input.setAttribute("aria-invalid", "true");
		first = first || input;
	});
	return first;
}

export function showRefusal(form, refused) {
	const place = one(".form-error", form);
	place.textContent = refused.message;
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
