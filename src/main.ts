// The command line's beginning. Commands are loaded when they are called, so that each starts quickly.
import { run } from "./cli/index.ts";

const status = await run(process.argv.slice(2), process.env);
process.exitCode = status;
