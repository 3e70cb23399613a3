// What services really cost people beside what they promised: by service and agency, opened down to the cases.
import { type RealErrands, realErrands } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { type Http, sendCsv, sendPage } from "../../platform/http/index.ts";
import { number, t } from "../../platform/i18n/index.ts";
import { LangText, Link, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

const year = 365 * 86_400_000;
/** Cases that ended since then are counted: 12 months. */
export const countedSince = (now: number): number => now - year;

interface Line {
  readonly real: RealErrands;
  readonly pack: Pack | undefined;
}

async function lines({ desk, now }: Bench): Promise<readonly Line[]> {
  const real = await realErrands(desk, countedSince(now));
  const packs = new Map((await desk.catalogue.all()).map((pack) => [pack.header.id, pack]));
  return real.map((one) => ({ real: one, pack: packs.get(one.pack) }));
}

const kinds = ["trips", "papers", "fields", "days"] as const;
/** One decimal place is as exact as an average of people's days is. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

export async function errandsPage(c: Http, bench: Bench): Promise<Response> {
  const { lang, directory } = bench;
  const rows = await lines(bench);
  const content = (
    <>
      <h1>
        <LangText of={text.errands} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {rows.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <>
          <p>
            <Link href={routes.errandsFile.to({ lang })}>
              <LangText of={text.file} />
            </Link>
          </p>
          <Table
            caption={text.errands}
            hideCaption
            rows={rows}
            rowKey={({ real }) => `${real.pack} ${real.agency}`}
            columns={[
              {
                title: text.service,
                heads: true,
                cell: ({ real, pack }) => (
                  <>
                    <Link href={routes.errandCases.to({ lang, pack: real.pack, agency: real.agency })}>
                      {pack ? <LangText of={pack.header.title} /> : real.pack}
                    </Link>
                    <span class="e-row-more e-muted">
                      <LangText of={agencyTitle(directory, real.agency)} />
                    </span>
                  </>
                ),
              },
              { title: text.cases, numeric: true, cell: ({ real }) => number(real.cases, lang) },
              ...kinds.map((kind) => ({
                title: text[kind],
                numeric: true,
                cell: ({ real, pack }: Line) => (
                  <>
                    {number(rounded(real[kind]), lang)}
                    {pack ? (
                      <span class="e-row-more e-muted">
                        <LangText of={text.promised} /> {number(pack.header.errands[kind], lang)}
                      </span>
                    ) : null}
                  </>
                ),
              })),
              { title: text.without, numeric: true, cell: ({ real }) => number(real.visitsWithout, lang) },
            ]}
          />
        </>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.errands, here: "errands" }, content));
}

export async function errandsFile(c: Http, bench: Bench): Promise<Response> {
  const { lang, directory, desk, now } = bench;
  const say = (of: { zh: string; en: string }) => t(of, lang);
  const heads = [
    say(text.service),
    say(text.agency),
    say(text.cases),
    ...kinds.flatMap((kind) => [say(text[kind]), `${say(text[kind])} (${say(text.promised)})`]),
    say(text.without),
  ];
  const rows = (await lines(bench)).map(({ real, pack }) => [
    pack ? say(pack.header.title) : real.pack,
    say(agencyTitle(directory, real.agency)),
    String(real.cases),
    ...kinds.flatMap((kind) => [String(rounded(real[kind])), pack ? String(pack.header.errands[kind]) : ""]),
    String(real.visitsWithout),
  ]);
  return sendCsv(c, `errands-${desk.day(now)}`, [heads, ...rows]);
}
