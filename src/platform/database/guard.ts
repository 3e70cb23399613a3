// One process at a time in charge of a data directory. The guard is a listening local socket (on Linux in the
// abstract namespace), which the operating system frees however the process ends.
import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Held until released or until the process ends. */
export interface Guard {
  release(): Promise<void>;
}

function address(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  const name = `errand-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 32)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

const answers = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

/** Takes the guard of `folder`, or answers `undefined` when another live process holds it. */
export async function takeGuard(folder: string): Promise<Guard | undefined> {
  const path = address(folder);
  const inFileSystem = process.platform !== "linux" && process.platform !== "win32";
  const server = createServer((socket) => socket.destroy());
  const listen = () =>
    new Promise<boolean>((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
      server.listen(path, () => resolve(true));
    });
  if (!(await listen())) {
    if (!inFileSystem || (await answers(path))) return undefined;
    rmSync(path, { force: true });
    if (!(await listen())) return undefined;
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}
