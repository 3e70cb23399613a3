// The command line's beginning. Commands are loaded when they are called, so that each starts quickly.
import { run } from "./cli/index.ts";

process.exitCode = await run(process.argv.slice(2), process.env);
// Nothing that a library still holds open may hold the program.
setTimeout(() => process.exit(), 500).unref();
