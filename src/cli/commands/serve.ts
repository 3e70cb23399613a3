import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { makeDataFolder } from "../../platform/database/index.ts";
import { openLog } from "../../platform/log/index.ts";
import { startServer } from "../../server.ts";
import type { Run } from "../command.ts";

/** Resolves with the reason when the process is asked to end, or must. A second request ends it at once. */
function ending(): { asked: Promise<string | undefined>; fail: (why: string) => void } {
  let fail: (why: string) => void = () => {};
  const asked = new Promise<string | undefined>((resolve) => {
    fail = resolve;
    let first = 0;
    const onSignal = () => {
      // Ctrl-C reaches us both from the terminal and through the program that started us.
      if (first && Date.now() - first > 500) process.exit(130);
      first ||= Date.now();
      resolve(undefined);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
  return { asked, fail };
}

export const run: Run = async ({ config, out, json }) => {
  const { asked, fail } = ending();
  // The program that started us is gone: nobody could stop us any more.
  let abandon = () => {};
  let alone = false;
  process.once("disconnect", () => {
    alone = true;
    abandon();
  });
  process.channel?.unref();
  // A terminal or a reader that went away ends a command, but not a server.
  process.stdout.removeAllListeners("error").on("error", () => {});
  const file = join(makeDataFolder(config.data), "log/errand.log");
  const log = openLog({ file, onWarning: (event, reference) => out.note(reference ? `${event} (reference ${reference})` : event) });
  process.on("uncaughtException", (error) =>
    fail(`A fault that nothing caught ended the server (reference ${log.fault("uncaught", error)}).`),
  );
  const { createApp } = await import("../../app.ts");
  const server = await startServer(config, log, createApp, fail);
  if (json) out.json({ url: server.url });
  else for (const line of [`Errand is at ${server.url}/`, ...server.announcement]) out.line(line);
  abandon = () => {
    server.abandon();
    process.exit(1);
  };
  if (alone) abandon();
  // Kept now, because a killed process keeps nothing.
  flushCompileCache();
  const fatal = await asked;
  if (fatal) out.note(fatal);
  await server.stop();
  log.info("stopped");
  return fatal ? 1 : 0;
};
