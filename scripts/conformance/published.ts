// What the sample city publishes, as the server would send it: on a database of its own, with its packs.
import { announce, startTestCluster } from "../../test/support/database.ts";

interface Published {
  readonly catalogue: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
}

let made: Promise<Published> | undefined;

/** The catalogue and the services, each as JSON-LD and as Turtle; made once for all parts. */
export function linkedData(): Promise<Published> {
  made ??= make();
  return made;
}

async function make(): Promise<Published> {
  const cluster = await startTestCluster();
  announce(cluster);
  try {
    const { startTestApp } = await import("../../test/support/app.ts");
    const { refreshDatasets } = await import("../../src/opendata/index.ts");
    const app = await startTestApp();
    await refreshDatasets({ app: app.desk.pool, catalogue: app.desk.catalogue, day: app.desk.day }, app.desk.now());
    const read = async (path: string) => (await app.request(path)).text();
    const both = async (path: string) => ({ [`${path}.jsonld`]: await read(`${path}.jsonld`), [`${path}.ttl`]: await read(`${path}.ttl`) });
    return { catalogue: await both("/catalogue"), services: await both("/services") };
  } finally {
    await cluster.stop();
  }
}
