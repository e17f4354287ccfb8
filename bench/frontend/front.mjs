// What nginx is in production: one address for the browser. /assets from the folder, /socket.io here, the rest to gunicorn.
// node front.mjs, in a sites folder; ports and redis come from its common_site_config.json.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { serveAsset } from "./assets.mjs";
import { passTo } from "./proxy.mjs";
import { attachRealtime } from "./realtime.mjs";

const config = JSON.parse(fs.readFileSync("common_site_config.json", "utf8"));
const assets = path.resolve("assets");
const pass = passTo(config.gunicorn_port);

const server = http.createServer((request, response) => {
	if (!request.url.startsWith("/assets/")) return pass(request, response);
	serveAsset(assets, request, response).catch((error) => {
		console.error(`${request.url}: ${error}`);
		response.destroy();
	});
});
server.requestTimeout = 0; // gunicorn has its own limit; a large upload over a slow line may take its time
await attachRealtime(server, config);
server.listen(config.webserver_port, "127.0.0.1", () => console.log(`http://127.0.0.1:${config.webserver_port}`));
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => process.exit(0));
