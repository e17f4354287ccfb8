/** 消息: what was shown counts as read; the marks stay until the page is opened again. */

import { all, one } from "./dom.js";
import { tell } from "./server.js";

const page = one("[data-messages]");
if (page && page.dataset.unread !== "0") {
	tell("portal.messages_seen", { until: page.dataset.until })
		.then(() => all("[data-unread-count]").forEach((badge) => badge.remove()))
		.catch(() => {});
}
