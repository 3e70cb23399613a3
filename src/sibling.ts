// A process that shares the requests with the one that listens and that started it (`errand serve --processes`).
import { join } from "node:path";
import { createApp } from "./app.ts";
import { joinSiblings } from "./platform/http/index.ts";
import { openLog } from "./platform/log/index.ts";
import { type SiblingSettings, startSibling } from "./server.ts";

await joinSiblings<SiblingSettings>(async (settings, joined) => {
  const log = openLog({ file: join(settings.config.data, "log/errand.log") });
  process.on("uncaughtException", (error) => {
    log.fault("uncaught", error);
    process.exit(1);
  });
  return startSibling(settings, joined, log, createApp);
});
