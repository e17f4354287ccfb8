// What both forms share: reveal buttons, messages, a button that cannot be pressed twice.

export function wire_reveal(root = document) {
	for (const button of root.querySelectorAll("[data-reveal]")) {
		button.addEventListener("click", () => {
			const input = document.getElementById(button.dataset.reveal);
			const shown = input.type === "password";
			input.type = shown ? "text" : "password";
			button.textContent = shown ? "隐藏" : "显示";
			button.setAttribute("aria-pressed", String(shown));
			button.setAttribute("aria-label", shown ? "隐藏密码" : "显示密码");
			input.focus();
		});
	}
}

export function say(element, text) {
	element.textContent = text;
	element.hidden = !text;
}

/** Run the work once at a time; the first empty field is told and focused instead. */
export function on_submit(form, work) {
	const button = form.querySelector("button[type=submit]");
	const message = form.querySelector("#message");
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (button.disabled) return;
		say(message, "");
		const empty = [...form.elements].find((field) => field.required && field.offsetParent && !field.value.trim());
		if (empty) {
			const label = form.querySelector(`label[for=${empty.id}]`).textContent;
			say(message, `请填写${label}。`);
			empty.focus();
			return;
		}
		button.disabled = true;
		try {
			await work();
		} catch (error) {
			say(message, error.message);
		} finally {
			button.disabled = false;
		}
	});
}
