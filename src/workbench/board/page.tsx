// The overdue board: how much is red and yellow, for an officer, for who leads an agency, for an agency, for the city. Each number
// opens its list.
import { type BoardCount, boardCounts } from "../../casework/index.ts";
import { errorAnswer, type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { type Text, t } from "../../platform/i18n/index.ts";
import { EmptyState, FilterPanel, LangText, Link, type Option, Select, Table, Tabs, Tag, type Words } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { sendFile } from "../csv.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { soonUntil } from "../urgency.ts";
import { words } from "../words.ts";
import { type BoardFilter, isView, postsOf, readBoardFilter, type View, viewsFor } from "./scope.ts";
import { text } from "./words.ts";

/** A line of the board: what it counts, and the filters that open its list. */
interface Line {
  readonly key: string;
  readonly title: Text;
  readonly red: number;
  readonly yellow: number;
  /** Some post was counted no further. */
  readonly more: boolean;
  readonly opens: BoardFilter;
}

interface Block {
  readonly title: Text;
  readonly lines: readonly Line[];
}

/** The tabs over every board. */
export function boardTabs(bench: Bench, here: View | "supervised") {
  const { lang } = bench;
  return [
    ...viewsFor(bench).map((view) => ({ href: routes.board.to({ lang, view }), label: text[view], current: view === here })),
    { href: routes.supervised.to({ lang }), label: text.supervised, current: here === "supervised" },
  ];
}

/** The board asked for, if it is the officer's to see. */
export async function asked(c: Http, bench: Bench): Promise<{ ok: true; view: View } | { ok: false; response: Response }> {
  const view = c.req.param("view");
  if (!isView(view)) return { ok: false, response: await refuse(c, "notFound") };
  if (viewsFor(bench).includes(view)) return { ok: true, view };
  return { ok: false, response: await errorAnswer(c, { status: 403, title: text.notYours, detail: text.notYoursText }) };
}

export async function boardPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const read = await asked(c, bench);
  if (!read.ok) return read.response;
  const { view } = read;
  const { lang } = bench;
  const filter = readBoardFilter(c);
  const packs = await bench.desk.catalogue.all();
  const titles = new Map(packs.map(({ header }) => [header.id, header.title]));
  const blocks = await blocksOf(bench, view, filter, titles);
  const empty = blocks.every(({ lines }) => lines.length === 0);
  const here = routes.board.to({ lang, view });
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      <Tabs label={text.title} items={boardTabs(bench, view)} />
      <BoardFilters
        bench={bench}
        view={view}
        filter={filter}
        action={here}
        services={packs.map(({ header }) => ({ value: header.id, label: header.title }))}
      />
      {empty ? (
        <EmptyState title={text.nothing}>
          <p>
            <LangText of={text.nothingText} />
          </p>
        </EmptyState>
      ) : (
        <>
          {blocks.map((block) => (
            <section key={block.title.en} class="e-stage">
              <Counts bench={bench} view={view} block={block} />
            </section>
          ))}
          <p class="e-list-foot">
            <Link href={routes.boardFile.to({ lang, view }, { post: filter.post, service: filter.service })}>
              <LangText of={text.export} />
            </Link>
          </p>
        </>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "board", flash }, content));
}

export function BoardFilters(props: {
  bench: Bench;
  view: View;
  filter: BoardFilter;
  action: string;
  services: readonly Option[];
  colour?: boolean;
}) {
  const { bench, view, filter, action } = props;
  const { directory } = bench;
  const said: [keyof BoardFilter, Words | undefined][] = [
    ["post", filter.post && (directory.post(filter.post) ? postTitle(directory, filter.post) : filter.post)],
    ["service", filter.service && (props.services.find(({ value }) => value === filter.service)?.label ?? filter.service)],
    ["agency", filter.agency && agencyTitle(directory, filter.agency)],
    ["officer", filter.officer && (filter.officer === "none" ? text.nobodyYet : officerName(directory, filter.officer))],
    ["colour", filter.colour && text[filter.colour]],
  ];
  const active = said.flatMap(([name, label]) =>
    label ? [{ label, without: `${action}?${new URLSearchParams(Object.entries(filter).filter(([key]) => key !== name))}` }] : [],
  );
  const posts = [...postsOf(bench, view).keys()].filter((post) => directory.post(post)?.active);
  return (
    <FilterPanel action={action} active={active} clear={action}>
      <div class="e-filters">
        <Select
          name="post"
          label={words.post}
          empty={text.anyPost}
          value={filter.post}
          options={posts.map((post) => ({ value: post, label: postTitle(directory, post) }))}
        />
        <Select name="service" label={words.service} empty={text.anyService} value={filter.service} options={props.services} />
        {props.colour ? (
          <Select
            name="colour"
            label={text.colour}
            empty={text.both}
            value={filter.colour}
            options={[
              { value: "red", label: text.red },
              { value: "yellow", label: text.yellow },
            ]}
          />
        ) : null}
        {(["agency", "officer"] as const).map((name) =>
          filter[name] === undefined || !props.colour ? null : <input key={name} type="hidden" name={name} value={filter[name] ?? ""} />,
        )}
      </div>
    </FilterPanel>
  );
}

/** The lines of a board: one statement. */
async function blocksOf(bench: Bench, view: View, filter: BoardFilter, services: ReadonlyMap<string, Text>): Promise<Block[]> {
  const { desk, directory, officer, now } = bench;
  const posts = postsOf(bench, view);
  const wanted = [...posts.keys()].filter((post) => filter.post === undefined || post === filter.post);
  const counts = await boardCounts(
    desk,
    { posts: wanted, now, soon: soonUntil(now, desk), ...(filter.service === undefined ? {} : { pack: filter.service }) },
    view === "agency" ? "pack" : view === "city" ? "post" : "officer",
  );
  const base = {
    ...(filter.post === undefined ? {} : { post: filter.post }),
    ...(filter.service === undefined ? {} : { service: filter.service }),
  };
  if (view === "mine") {
    const taken = counts.filter((one) => one.officer === officer.id);
    const free = grouped(
      counts.filter((one) => one.officer === null),
      ({ post }) => post,
    );
    return [
      {
        title: text.mine,
        lines: [
          ...(taken.length > 0 ? [line("taken", text.byMe, taken, { ...base, officer: officer.id })] : []),
          ...free.map(([post, of]) => {
            const title = postTitle(directory, post);
            return line(post, text.freeIn(title.zh, title.en), of, { ...base, post, officer: "none" });
          }),
        ],
      },
    ];
  }
  if (view === "city") {
    const lines = grouped(counts, ({ post }) => posts.get(post) ?? "").map(([id, of]) =>
      line(id, agencyTitle(directory, id), of, { ...base, agency: id }),
    );
    return [{ title: text.byAgency, lines: worst(lines) }];
  }
  if (view === "agency") {
    const lines = grouped(counts, ({ pack }) => pack ?? "").map(([id, of]) =>
      line(id, services.get(id) ?? { zh: id, en: id }, of, { ...base, service: id }),
    );
    return [{ title: text.byService, lines: worst(lines) }];
  }
  const byPost = grouped(counts, ({ post }) => post).map(([post, of]) => line(post, postTitle(directory, post), of, { ...base, post }));
  const byOfficer = grouped(counts, (one) => one.officer ?? "").map(([id, of]) => {
    const name = officerName(directory, id);
    return line(id, id === "" ? text.nobodyYet : { zh: name, en: name }, of, { ...base, officer: id === "" ? "none" : id });
  });
  return [
    { title: text.byPost, lines: worst(byPost) },
    { title: text.byOfficer, lines: worst(byOfficer) },
  ];
}

function grouped(counts: readonly BoardCount[], by: (one: BoardCount) => string): [string, BoardCount[]][] {
  const groups = new Map<string, BoardCount[]>();
  for (const one of counts) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return [...groups];
}

function line(key: string, title: Text, of: readonly BoardCount[], opens: BoardFilter): Line {
  const sum = (colour: "red" | "yellow") => of.reduce((all, one) => all + one[colour], 0);
  return { key, title, red: sum("red"), yellow: sum("yellow"), more: of.some(({ more }) => more), opens };
}

const worst = (lines: readonly Line[]): Line[] => lines.toSorted((a, b) => b.red - a.red || b.yellow - a.yellow);

function Counts({ bench: { lang }, view, block }: { bench: Bench; view: View; block: Block }) {
  const number = ({ key, opens, title, more, ...counts }: Line, colour: "red" | "yellow") => {
    const n = counts[colour];
    if (n === 0) return <span class="e-muted">{more ? "0+" : "0"}</span>;
    return (
      <a class="govuk-link" href={routes.boardList.to({ lang, view }, { ...opens, colour })}>
        <span class="govuk-visually-hidden">
          {t(title, lang)} {t(text[colour], lang)}{" "}
        </span>
        <Tag kind={colour === "red" ? "late" : "soon"}>{more ? `${n}+` : String(n)}</Tag>
      </a>
    );
  };
  return (
    <Table
      caption={block.title}
      rows={block.lines}
      rowKey={({ key }) => key}
      columns={[
        { title: text.group, heads: true, cell: ({ title }) => <LangText of={title} /> },
        { title: text.red, numeric: true, cell: (one) => number(one, "red") },
        { title: text.yellow, numeric: true, cell: (one) => number(one, "yellow") },
      ]}
    />
  );
}

export async function boardFile(c: Http, bench: Bench): Promise<Response> {
  const read = await asked(c, bench);
  if (!read.ok) return read.response;
  const { lang, desk, now } = bench;
  const packs = await desk.catalogue.all();
  const blocks = await blocksOf(bench, read.view, readBoardFilter(c), new Map(packs.map(({ header }) => [header.id, header.title])));
  const heads = [text.group, text.red, text.yellow].map((head) => t(head, lang));
  const lines = blocks.flatMap(({ title, lines: rows }) =>
    rows.map((one) => [t(title, lang), t(one.title, lang), `${one.red}${one.more ? "+" : ""}`, `${one.yellow}${one.more ? "+" : ""}`]),
  );
  return sendFile(c, `board-${read.view}-${desk.day(now)}.csv`, [["", ...heads], ...lines]);
}
