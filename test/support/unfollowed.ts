// Loaded before every test file of a run. Node's test runner follows each promise from its making to its collection, in order to say
// during which test an error came that nobody caught; that is an eighth of what a run costs. Here it follows everything but promises:
// such an error fails its file instead, and is told where it happens.
import hooks from "node:async_hooks";
import { isMainThread } from "node:worker_threads";

const { createHook } = hooks;
Object.assign(hooks, { createHook: (callbacks: hooks.HookCallbacks) => createHook({ ...callbacks, trackPromises: false }) });
// The runner takes the function when it is loaded; whoever asks for it afterwards gets Node's own.
await import("node:test");
Object.assign(hooks, { createHook });

const tell = (error: unknown) => void process.stderr.write(`Nobody caught this: ${error instanceof Error ? error.stack : String(error)}\n`);
// A thread's errors come to whoever started it.
if (isMainThread) {
  process.on("uncaughtExceptionMonitor", tell);
  process.on("unhandledRejection", tell);
}
