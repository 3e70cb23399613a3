// Runs one command line; every failure becomes one clear sentence and an exit status.
import { join } from "node:path";
import { type Given, readConfig } from "../config.ts";
import { Unusable } from "./command.ts";
import { help } from "./help.ts";
import { type Output, openOutput } from "./output.ts";
import { parse } from "./parse.ts";

/** Runs the words after the program's name; answers the exit status: 0 success, 1 a finding, 2 it could not be done. */
export async function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const out = openOutput(env);
  // A reader that went away (`| head`) is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));
  let flags: Record<string, string> = {};
  process.stderr.on("error", () => {});
  try {
    const { command, help: asked, options, switches, args } = parse(words);
    if (asked || !command) {
      out.line(help(command));
      return 0;
    }
    flags = options;
    const read = readConfig({ flags, env });
    if (!read.ok) throw new Unusable(read.problems.join("\n"));
    const { run: work } = await command.load();
    return await work({ options, switches, args, json: switches.has("json"), out, config: read.config });
  } catch (error) {
    await explain(error, out, { flags, env });
    return 2;
  }
}

// Errors that are written for people; their modules are not loaded only to name them here.
const forPeople = new Set(["Unusable", "DatabaseProblem", "ListenProblem", "BackupProblem", "Unfit"]);

async function explain(error: unknown, out: Output, given: Given): Promise<void> {
  if (error instanceof Error && forPeople.has(error.name)) {
    out.note(error.message);
    return;
  }
  const read = readConfig(given);
  const { openLog, silentLog } = await import("../platform/log/index.ts");
  const file = read.ok ? join(read.config.data, "log/errand.log") : undefined;
  let log = silentLog;
  try {
    if (file) log = openLog({ file });
  } catch {
    // A folder that cannot be written to must not hide the fault itself.
  }
  const reference = log.fault("command failed", error);
  out.note(`Something went wrong that should not have (reference ${reference}): please report it; ERRAND_DEBUG=1 shows where.`);
  if (read.ok && read.config.debug) out.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
