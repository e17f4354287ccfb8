/** A slow line, as far as a test wants it: one answer waits until the test lets it go. */

/** The next request to this address, or the next one that is meant, is answered by the server, and its answer held back. */
export async function holdBack(page, address, isMeant = () => true) {
	let tellAsked;
	let open;
	const asked = new Promise((done) => (tellAsked = done));
	const opened = new Promise((done) => (open = done));
	let request;
	const hold = async (route) => {
		if (request || !isMeant(route.request())) return route.fallback();
		request = route.request();
		const response = await route.fetch();
		tellAsked();
		await opened;
		return route.fulfill({ response });
	};
	await page.route(address, hold);
	return {
		asked,
		/** The answer comes now; ends once the page has it. */
		async letGo() {
			const arrived = page.waitForEvent("requestfinished", (one) => one === request);
			open();
			await arrived;
			await page.unroute(address, hold);
		},
	};
}
