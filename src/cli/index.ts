// The command line: one table of commands, each loaded when it is called.
export { run } from "./run.ts";
