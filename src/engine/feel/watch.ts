// A bound on how long a regular expression may run: it counts no steps, so it runs under V8's own watchdog, which
// interrupts one that backtracks without end.
import { createContext, Script } from "node:vm";

const room: { run: (() => void) | null } = { run: null };
const sandbox = createContext(room);
const call = new Script("run()");
let watching = false;

/**
 * Runs `work` for at most `limit` milliseconds. `{ ok: false }` where the time ran out; what `work` throws is thrown on.
 * Inside another `within` the outer bound holds.
 */
export function within<T>(limit: number, work: () => T): { ok: true; value: T } | { ok: false } {
  if (watching) return { ok: true, value: work() };
  let result: { ok: true; value: T } | { ok: false } = { ok: false };
  watching = true;
  room.run = () => {
    result = { ok: true, value: work() };
  };
  try {
    call.runInContext(sandbox, { timeout: Math.max(1, Math.ceil(limit)) });
  } catch (error) {
    // The sandbox has an Error class of its own, so the code tells, not the class.
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return { ok: false };
    throw error;
  } finally {
    watching = false;
    room.run = null;
  }
  return result;
}
