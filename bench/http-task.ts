// Requests over several kept connections, counted.
import { keepBusy, type Outcome } from "./busy.ts";
import { HttpConnection, type HttpRequest } from "./http-client.ts";

/** Requests one after the other on each of several kept connections, until the list or the time is at its end. */
export interface HttpTask {
  readonly kind: "http";
  readonly url: string;
  readonly clients: number;
  readonly requests: readonly HttpRequest[];
  /** The status that counts as done. */
  readonly status: number;
  /** Goes round the list for so many milliseconds; once through without it. */
  readonly milliseconds?: number;
  /** Send the bodies of the answers back. */
  readonly bodies?: boolean;
}

export async function http({ url, clients, requests, status, milliseconds, bodies: wanted }: HttpTask): Promise<Outcome> {
  const connections = Array.from({ length: clients }, () => new HttpConnection(url));
  const until = performance.now() + (milliseconds ?? Number.POSITIVE_INFINITY);
  const bodies: string[] = [];
  try {
    const counted = await keepBusy(clients, async (client, n) => {
      if (performance.now() > until || (milliseconds === undefined && n >= requests.length)) return false;
      const request = requests[n % requests.length];
      const connection = connections[client];
      if (!request || !connection) return false;
      const answer = await connection.send(request);
      if (answer.status !== status)
        throw new Error(`${request.method} ${request.path}: ${answer.status} ${answer.body.toString().slice(0, 500)}`);
      if (wanted) bodies.push(answer.body.toString());
      return true;
    });
    return { ...counted, bodies };
  } finally {
    for (const connection of connections) connection.close();
  }
}
