// The worklist and the case page beside their bare queries, and how they grow with the number of cases.
import { blindsOf, evidenceOf, load, subjectOf, timeline, viewOf, worklist } from "../src/casework/index.ts";
import type { Config } from "../src/config.ts";
import { issueToken } from "../src/identity/index.ts";
import { openStage } from "../src/load/scene.ts";
import type { DatabaseUrls } from "../src/platform/database/index.ts";
import { median } from "./figure.ts";
import { HttpConnection } from "./http-client.ts";

/** Milliseconds at one size, medians. */
export interface PageTimes {
  readonly cases: number;
  readonly worklist: { readonly page: number; readonly query: number };
  readonly case: { readonly page: number; readonly query: number };
}

const rounds = 120;
const warm = 20;

/** Times both pages of one busy officer, a page and its query in turn, one at a time. */
export async function timePages(url: string, config: Config, urls: DatabaseUrls, cases: number): Promise<PageTimes> {
  const now = Date.now();
  const stage = await openStage({ config, urls, until: now });
  const { desk } = stage.scene;
  const connection = new HttpConnection(url);
  try {
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
    const times = { list: [] as number[], listQuery: [] as number[], page: [] as number[], pageQuery: [] as number[] };
    for (let round = 0; round < warm + rounds; round++) {
      const id = ids[round % ids.length] ?? "";
      const kept = round >= warm;
      for (const [into, work] of [
        [times.list, () => get("/zh/workbench")],
        [times.listQuery, () => worklist(desk, query)],
        [times.page, () => get(`/zh/workbench/cases/${id}`)],
        [times.pageQuery, () => bareCase(id)],
      ] as const) {
        const from = performance.now();
        await work();
        if (kept) into.push(performance.now() - from);
      }
    }
    return {
      cases,
      worklist: { page: median(times.list), query: median(times.listQuery) },
      case: { page: median(times.page), query: median(times.pageQuery) },
    };
  } finally {
    connection.close();
    await stage.close();
  }
}
