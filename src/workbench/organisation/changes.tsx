// What was changed of the organisation, by whom, with what was before and after.
import { type ChangeEntry, changesOf } from "../../organisation/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { Code, DateTime, EmptyState, LangText, Link, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { actorName } from "../people.ts";
import { routes } from "../routes.ts";
import { commands, text, whatTitles } from "./words.ts";

const onPage = 50;

export async function changesPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang } = bench;
  const number = /^[1-9]\d{0,14}$/.exec(c.req.query("before") ?? "")?.[0];
  const what = c.req.query("what")?.slice(0, 40);
  const key = c.req.query("key")?.slice(0, 200);
  const rows = await changesOf(desk.pool, {
    limit: onPage + 1,
    ...(number === undefined ? {} : { before: Number(number) }),
    ...(what === undefined ? {} : { what }),
    ...(key === undefined ? {} : { key }),
  });
  const shown = rows.slice(0, onPage);
  const last = shown.at(-1);
  const content = (
    <>
      <h1>
        <LangText of={text.changes} />
      </h1>
      <p>
        <LangText of={text.changesLead} />
      </p>
      {shown.length === 0 ? <EmptyState title={text.noChanges}>{null}</EmptyState> : <Changes bench={bench} rows={shown} />}
      {rows.length > onPage && last ? (
        <p>
          <Link href={routes.changes.to({ lang }, { before: String(last.no), what, key })}>
            <LangText of={text.older} />
          </Link>
        </p>
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.changes, here: "changes" }, content));
}

const titleOf = (type: string) =>
  Object.hasOwn(commands, type)
    ? commands[type as keyof typeof commands].title
    : type === "account"
      ? whatTitles.account
      : type === "password"
        ? text.passwordChanged
        : text.loaded;
const whatOf = (what: string) => (Object.hasOwn(whatTitles, what) ? whatTitles[what as keyof typeof whatTitles] : what);

function Changes({ bench: { directory }, rows }: { bench: Bench; rows: readonly ChangeEntry[] }) {
  return (
    <Table
      caption={text.changes}
      hideCaption
      rows={rows}
      rowKey={({ no }) => String(no)}
      columns={[
        {
          title: text.what,
          heads: true,
          cell: ({ type, what, key }) => (
            <>
              <LangText of={titleOf(type)} />
              <span class="e-row-more e-muted">
                <LangText of={whatOf(what)} /> <Code>{what === "folder" ? key.slice(0, 12) : key}</Code>
              </span>
            </>
          ),
        },
        {
          title: text.who,
          cell: ({ actor, at }) => (
            <span>
              <LangText of={actor === "folder" ? text.byFolder : actorName(directory, actor)} />
              <span class="e-row-more e-muted">
                <DateTime at={at} />
              </span>
            </span>
          ),
        },
        {
          title: text.beforeAfter,
          cell: (one) => (
            <ul class="e-plain">
              {differences(one).map(([name, before, after]) => (
                <li key={name}>
                  <Code>{name}</Code> {before === undefined ? null : <del>{before}</del>} {after === undefined ? null : <ins>{after}</ins>}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

/** The members that differ, as they were and as they are. */
function differences({ before, after }: ChangeEntry): [name: string, before: string | undefined, after: string | undefined][] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const say = (value: unknown): string | undefined =>
    value === undefined || value === null ? undefined : typeof value === "string" ? value : JSON.stringify(value);
  return names.flatMap((name): [string, string | undefined, string | undefined][] => {
    const [was, is] = [say(before?.[name]), say(after?.[name])];
    return was === is ? [] : [[name, before === null ? undefined : was, is]];
  });
}
