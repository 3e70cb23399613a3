// The embedded database shares a machine with the server whose one thread answers everybody. On Linux each connection's process is a
// scheduling group of its own, so that eight of them together outweigh that thread, which then waits for a processor while it has work.
import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/** A ninth of the usual weight: eight connections that work at once weigh as much together as the one thread. */
export const niceness = 10;

/** Lets a process of the embedded database give way to the server. Where the system does not allow it, all stays as it is. */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // Gone already, or another's.
  }
  weigh(pid, 10);
}

/** Without special rights the weight of a group may be set ten times a second only. */
function weigh(pid: number, tries: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN" && tries > 0)
      setTimeout(weigh, 100 + Math.random() * 900, pid, tries - 1).unref();
  }
}
