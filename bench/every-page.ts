// Every page that a left hand or a home page leads to, beside the statements that it asks: what is left over is ours.
import { Pool } from "pg";
import { createWeb } from "../src/app.ts";
import { issueToken } from "../src/identity/index.ts";
import { openStage } from "../src/load/scene.ts";
import { statementsOf } from "../test/hardening/statements.ts";
import { beside, type Figure } from "./figure.ts";
import { HttpConnection } from "./http-client.ts";
import type { Site } from "./pages.ts";

const rounds = 15;
const warm = 3;

/** Who reads, and where the reading begins. */
interface Reader {
  readonly as: string;
  readonly from: string;
  readonly under: RegExp;
}

/** The pages of a busy officer, of an administrator and of a citizen, each once by its shape. */
export async function everyPage({ url, config, urls }: Site): Promise<readonly Figure[]> {
  const now = Date.now();
  const stage = await openStage({ config, urls, until: now });
  const { desk } = stage.scene;
  const jobs = new Pool({ connectionString: urls.jobs, max: 2 });
  const web = createWeb(desk, { jobs, trustProxy: false, city: config.city });
  const connection = new HttpConnection(url);
  const seen = new Set<string>();
  const figures: Figure[] = [];
  try {
    for (const reader of await readersOf(stage)) {
      const issued = await issueToken(desk.ground, { as: reader.as, label: "bench" }, now);
      if (!issued.ok) throw new Error(issued.text.en);
      const { token } = issued;
      const headers = { authorization: `Bearer ${token}` };
      const made = (path: string) => web.request(new Request(new URL(path, desk.publicUrl), { headers }));
      const first = await (await made(reader.from)).text();
      for (const path of [reader.from, ...linksOf(first, reader.under)]) {
        const shape = shapeOf(path);
        if (seen.has(shape)) continue;
        seen.add(shape);
        let value = new Response();
        const ran = await statementsOf(async () => {
          value = await made(path);
        });
        // What it wrote (an opening, say) is left out.
        const statements = ran.filter(({ text }) => /^\s*(select|with)\b/i.test(text) && !/\b(insert|update|delete)\b/i.test(text));
        if (value.status !== 200 || !(value.headers.get("content-type") ?? "").startsWith("text/html")) continue;
        const pairs: [number, number][] = [];
        for (let round = 0; round < warm + rounds; round++) {
          const start = performance.now();
          const answer = await connection.send({ method: "GET", path, token });
          const page = performance.now() - start;
          if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
          const begun = performance.now();
          for (const { text, values } of statements) await (text.includes("graphile_worker") ? jobs : desk.pool).query(text, [...values]);
          if (round >= warm) pairs.push([page, Math.max(performance.now() - begun, 0.05)]);
        }
        figures.push(beside(`page ${shape}, to its ${statements.length} statements`, "ms", pairs));
      }
    }
  } finally {
    connection.close();
    await jobs.end();
    await stage.close();
  }
  return figures;
}

async function readersOf({ scene: { desk, staff }, services }: Awaited<ReturnType<typeof openStage>>): Promise<readonly Reader[]> {
  const { rows } = await desk.pool.query<{ post: string }>(
    "select post from casework.task where status = 'open' and post like '%/%' group by post order by count(*) desc limit 1",
  );
  const day = desk.day(Date.now());
  const directory = await desk.organisation.current();
  const administrators = (directory?.posts() ?? []).filter(({ rights }) => rights.includes("administer")).map(({ name }) => name);
  const officers = [rows[0]?.post ?? "", ...administrators].flatMap((post) => staff.holding(post, day)[0]?.id ?? []);
  const citizen = services[0]?.applicants[0]?.actor.id;
  return [
    ...[...new Set(officers)].map((as) => ({ as, from: "/zh/workbench", under: /^\/zh\/workbench/ })),
    ...(citizen === undefined ? [] : [{ as: citizen, from: "/zh/", under: /^\/zh\/(?!workbench|sign-)/ }]),
  ];
}

/** Addresses on a page that lead further under the same face; files are none. */
const linksOf = (html: string, under: RegExp): readonly string[] => [
  ...new Set(
    [...html.matchAll(/href="([^"#]+)"/g)]
      .map(([, href = ""]) => href.replaceAll("&amp;", "&"))
      .filter((href) => under.test(href) && !/\.(csv|pdf|json|docx|bpmn)(\?|$)/.test(href)),
  ),
];

/** The same page about another thing has the same shape. */
const shapeOf = (path: string): string =>
  path
    .replace(/\?.*$/, "")
    .replace(/^\/zh/, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}/g, ":id")
    .replace(/^(\/(?:services|data))\/[^/]+/, "$1/:id");
