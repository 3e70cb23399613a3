// The worklist and the case page beside their bare queries, and how they grow with the number of cases.
import { blindsOf, evidenceOf, load, subjectOf, timeline, viewOf, worklist } from "../src/casework/index.ts";
import type { Config } from "../src/config.ts";
import { issueToken } from "../src/identity/index.ts";
import { openStage } from "../src/load/scene.ts";
import type { DatabaseUrls } from "../src/platform/database/index.ts";
import { median } from "./figure.ts";
import { HttpConnection } from "./http-client.ts";

/** An installation that serves, with so many cases in it. */
export interface Site {
  readonly cases: number;
  readonly url: string;
  readonly config: Config;
  readonly urls: DatabaseUrls;
}

/** Milliseconds at one size, medians. */
export interface PageTimes {
  readonly cases: number;
  readonly worklist: { readonly page: number; readonly query: number };
  readonly case: { readonly page: number; readonly query: number };
}

const rounds = 120;
const warm = 20;

/**
 * Times both pages of one busy officer at each site, a page and its query in turn, one at a time; the sites in turn as well, so that
 * whatever else the machine does meanwhile it does to all of them.
 */
export async function timePages(sites: readonly Site[]): Promise<readonly PageTimes[]> {
  const readers = await Promise.all(sites.map(readerOf));
  try {
    const times = readers.map(() => [[], [], [], []] as number[][]);
    for (let round = 0; round < warm + rounds; round++) {
      for (const [at, reader] of readers.entries()) {
        for (const [which, work] of reader.turns(round).entries()) {
          const from = performance.now();
          await work();
          if (round >= warm) times[at]?.[which]?.push(performance.now() - from);
        }
      }
    }
    return sites.map(({ cases }, at) => {
      const [list = 0, listQuery = 0, page = 0, pageQuery = 0] = (times[at] ?? []).map(median);
      return { cases, worklist: { page: list, query: listQuery }, case: { page, query: pageQuery } };
    });
  } finally {
    for (const reader of readers) await reader.close();
  }
}

/** One busy officer of a site: the list of tasks, its bare query, a case's page, its bare query. */
async function readerOf({ url, config, urls }: Site) {
  const now = Date.now();
  const stage = await openStage({ config, urls, until: now });
  const { desk } = stage.scene;
  const connection = new HttpConnection(url);
  const { rows } = await desk.pool.query<{ post: string }>(
    "select post from casework.task where status = 'open' and post like '%/%' group by post order by count(*) desc limit 1",
  );
  const post = rows[0]?.post ?? "";
  const [officer] = stage.scene.staff.holding(post, desk.day(now));
  if (!officer) throw new Error(`nobody holds ${post}`);
  const issued = await issueToken(desk.ground, { as: officer.id, label: "bench" }, now);
  if (!issued.ok) throw new Error(issued.text.en);
  const posts = (await desk.organisation.current())?.postsOf(officer.id, desk.day(now)).map(({ name }) => name) ?? [];
  const query = { posts: [...posts, `@${officer.id}`], limit: 51 };
  const ids = [...new Set((await worklist(desk, query)).map(({ case_id }) => case_id))];
  const actor = { kind: "officer" as const, id: officer.id, name: "", language: "zh" as const, posts, rights: [] };
  const get = async (path: string) => {
    const answer = await connection.send({ method: "GET", path, token: issued.token });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  };
  const bareCase = async (id: string) => {
    const loaded = await load(desk, id);
    if (!loaded) throw new Error("a case is gone");
    const view = viewOf(desk, actor, loaded, subjectOf(loaded.row, blindsOf(desk, actor)));
    await Promise.all([evidenceOf(desk, loaded), timeline(desk, actor, view)]);
  };
  return {
    turns: (round: number): readonly (() => Promise<unknown>)[] => {
      const id = ids[round % ids.length] ?? "";
      return [() => get("/zh/workbench"), () => worklist(desk, query), () => get(`/zh/workbench/cases/${id}`), () => bareCase(id)];
    },
    close: async () => {
      connection.close();
      await stage.close();
    },
  };
}
