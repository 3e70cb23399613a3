// Each kind of figure as rows of one shape, for the page and for the file: what it is of, what it counts, and the cases behind it.
import type { Pack } from "../../catalogue/index.ts";
import { loadOf, paperSaved, stageTimes } from "../../insight/index.ts";
import { number, type Text } from "../../platform/i18n/index.ts";
import type { Bench } from "../context.ts";
import { stageTitle } from "../pack-text.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import type { Asked } from "./asked.ts";
import type { Bar } from "./bars.tsx";
import { text } from "./words.ts";

export interface Line {
  readonly key: string;
  readonly title: Text;
  readonly more: Text;
  readonly values: readonly number[];
  /** Which of them were counted no further. */
  readonly least?: readonly boolean[];
  /** Names of the cases behind all of it, or behind each value, as query parameters; none where there are none. */
  readonly behind?: Readonly<Record<string, string>>;
  readonly each?: readonly (Readonly<Record<string, string>> | undefined)[];
}

export interface Figures {
  readonly heads: readonly Text[];
  readonly lines: readonly Line[];
  readonly chart?: { readonly title: Text; readonly bars: readonly Bar[] };
}

const mostBars = 10;
const both = (name: string): Text => ({ zh: name, en: name });

export async function figuresOf(bench: Bench, asked: Asked): Promise<Figures> {
  if (asked.kind === "time") return timeFigures(bench, asked);
  return asked.kind === "load" ? loadFigures(bench, asked) : paperFigures(bench, asked);
}

const packTitles = async ({ desk }: Bench): Promise<ReadonlyMap<string, Pack>> =>
  new Map((await desk.catalogue.all()).map((pack) => [pack.header.id, pack]));

async function timeFigures(bench: Bench, asked: Asked): Promise<Figures> {
  const packs = await packTitles(bench);
  const times = await stageTimes(bench.desk.pool, asked);
  const named = times.map((one) => {
    const pack = packs.get(one.pack);
    return { ...one, stageName: pack ? stageTitle(pack, one.stage) : both(one.stage), packName: pack?.header.title ?? both(one.pack) };
  });
  const slowest = named.toSorted((a, b) => b.p90 - a.p90).slice(0, mostBars);
  return {
    heads: [text.stage, text.stays, text.median, text.p90],
    lines: named.map(({ pack, agency, stage, stays, median, p90, stageName, packName }) => {
      const of = agencyTitle(bench.directory, agency);
      return {
        key: `${pack} ${agency} ${stage}`,
        title: { zh: `${packName.zh}：${stageName.zh}`, en: `${packName.en}: ${stageName.en}` },
        more: of,
        values: [stays, median, p90],
        behind: { pack, agency, stage },
      };
    }),
    chart: {
      title: text.chart,
      bars: slowest.map(({ stageName, packName, median, p90 }) => ({
        label: { zh: `${packName.zh}：${stageName.zh}`, en: `${packName.en}: ${stageName.en}` },
        whole: p90,
        part: median,
      })),
    },
  };
}

async function loadFigures({ desk, directory, now }: Bench, asked: Asked): Promise<Figures> {
  const posts = (asked.agencies ?? asked.choice).flatMap((agency) => directory.posts(agency).map(({ name }) => name));
  const loads = (await loadOf(desk.pool, posts, asked.since, now)).filter(({ open, done }) => open + done > 0);
  const busiest = loads.toSorted((a, b) => b.open - a.open).slice(0, mostBars);
  return {
    heads: [text.post, text.open, text.overdue, text.done, text.late],
    lines: loads.flatMap(({ post, open, overdue, more, done, late, officers }) => [
      {
        key: post,
        title: postTitle(directory, post),
        more: both(""),
        values: [open, overdue, done, late],
        least: [more, more && overdue >= open],
        each: eachOf({ post }, [open, overdue, done, late]),
      },
      ...officers.map((one) => ({
        key: `${post} ${one.officer}`,
        title: both(officerName(directory, one.officer)),
        more: postTitle(directory, post),
        values: [one.taken, Number.NaN, one.done, one.late],
        least: [more],
        each: eachOf({ post, officer: one.officer }, [one.taken, 0, one.done, one.late]),
      })),
    ]),
    chart: {
      title: text.loadChart,
      bars: busiest
        .filter(({ open }) => open > 0)
        .map(({ post, open, overdue }) => ({ label: postTitle(directory, post), whole: open, part: overdue })),
    },
  };
}

/** What of a post's work is listed, in the order of its columns. */
export const workStates = ["open", "overdue", "done", "late"] as const;

const eachOf = (of: Readonly<Record<string, string>>, values: readonly number[]): NonNullable<Line["each"]> =>
  workStates.map((state, n) => ((values[n] ?? 0) > 0 ? { ...of, state } : undefined));

async function paperFigures(bench: Bench, asked: Asked): Promise<Figures> {
  const packs = await packTitles(bench);
  const price = bench.directory.city.paper;
  const papers = await paperSaved(bench.desk.pool, asked);
  const money = (documents: number, pages: number): number[] =>
    price === undefined ? [] : [Math.round((pages * price.page + documents * price.delivery) * 100) / 100];
  const [documents, pages] = papers.reduce(([d, p], one) => [d + one.documents, p + one.pages], [0, 0] as [number, number]);
  return {
    heads: [text.service, text.documents, text.pages, ...(price === undefined ? [] : [text.money])],
    lines: [
      ...papers.map((one) => ({
        key: `${one.agency} ${one.pack}`,
        title: packs.get(one.pack)?.header.title ?? both(one.pack),
        more: agencyTitle(bench.directory, one.agency),
        values: [one.documents, one.pages, ...money(one.documents, one.pages)],
        behind: { agency: one.agency, pack: one.pack },
      })),
      ...(papers.length > 1
        ? [{ key: "total", title: text.total, more: both(""), values: [documents, pages, ...money(documents, pages)] }]
        : []),
    ],
  };
}

/** A value as it is written, with a plus where it was counted no further; nothing where there is no such value. */
export function written({ values, least }: Line, n: number, lang: "zh" | "en"): string {
  const value = values[n] ?? Number.NaN;
  return Number.isNaN(value) ? "" : `${number(value, lang)}${least?.[n] ? "+" : ""}`;
}
