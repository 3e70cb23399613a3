// Listens, and stops without cutting anybody off.
import type { Server } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";

/** Any web handler. The second argument carries what only Node knows, as `@hono/node-server` passes it. */
export type Fetch = (request: Request, env?: unknown) => Response | Promise<Response>;

/** Answers on connections that it is handed. */
export interface Answering {
  /** Answers on this connection from now on; it may have been paused until now. */
  take(connection: Socket): void;
  /** Lets requests in flight finish for at most `patience` milliseconds, then cuts the rest off. */
  drain(patience: number): Promise<void>;
}

/** Where and how to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Answers whether requests can be served: a database that answers, a schema up to date. */
  readonly ready: () => Promise<boolean>;
  /** Given each connection, paused, and the way to answer on it in this process. Without it this process answers on all. */
  readonly share?: (connection: Socket, here: (connection: Socket) => void) => void;
}

/** A listening server. */
export interface Listening {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting, lets requests in flight finish for at most `patience` milliseconds, then cuts the rest off. */
  drain(patience: number): Promise<void>;
}

/** The address cannot be listened on; the message says why and what to do. */
export class ListenProblem extends Error {
  override readonly name = "ListenProblem";
}

const plain = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });

/**
 * Answers on connections. `/healthz` says that the process lives, `/readyz` that it can serve (503 while it drains).
 * @param host for requests that do not name one
 */
export function answering(fetch: Fetch, { host, ready }: Pick<ListenOptions, "host" | "ready">): Answering {
  let draining = false;
  const health = async (path: string) => {
    if (path === "/healthz") return plain(200, "alive");
    if (draining) return plain(503, "stopping");
    return (await ready().catch(() => false)) ? plain(200, "ready") : plain(503, "not ready");
  };
  const server = createAdaptorServer({
    hostname: host,
    // The path is cut out by hand: parsing every address again would cost every request.
    fetch: (request: Request, env: unknown) => {
      const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(request.url)?.[1];
      return path === "/healthz" || path === "/readyz" ? health(path) : fetch(request, env);
    },
  }) as Server;
  server.headersTimeout = 20_000;
  server.requestTimeout = 300_000;
  server.keepAliveTimeout = 65_000;
  // It never listens itself; this begins its watch over slow and idle connections.
  server.emit("listening");
  const open = new Set<Socket>();
  return {
    take: (connection) => {
      open.add(connection);
      connection.once("close", () => open.delete(connection));
      server.emit("connection", connection);
      connection.resume();
    },
    drain: async (patience) => {
      draining = true;
      // A connection that is kept alive becomes idle only once its answer has gone out.
      for (const until = Date.now() + patience; open.size > 0 && Date.now() < until; ) {
        server.closeIdleConnections();
        if (open.size > 0) await sleep(20);
      }
      server.closeAllConnections();
      for (const connection of open) connection.destroy();
    },
  };
}

/** Listens. `/healthz` says that the process lives, `/readyz` that it can serve (503 while it drains). */
export async function listen(fetch: Fetch, { host, port, ready, share }: ListenOptions): Promise<Listening> {
  const own = answering(fetch, { host, ready });
  const acceptor = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (connection) => {
    if (share) share(connection, own.take);
    else own.take(connection);
  });
  await new Promise<void>((resolve, reject) => {
    acceptor.once("error", (error: NodeJS.ErrnoException) => reject(problem(error, host, port)));
    acceptor.listen(port, host, resolve);
  });
  const bound = acceptor.address() as AddressInfo;
  return {
    url: `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`,
    port: bound.port,
    drain: async (patience) => {
      acceptor.close();
      await own.drain(patience);
    },
  };
}

function problem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use: stop what uses it, or name another with --port.`,
    EACCES: `Port ${port} may be used by an administrator only: name one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: name another with --host.`,
    ENOTFOUND: `The host name ${host} is not known: name an address with --host.`,
  };
  const known = reasons[error.code ?? ""];
  return known ? new ListenProblem(known, { cause: error }) : error;
}
