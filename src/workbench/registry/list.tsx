// The registers that an officer's agencies keep, and what the agencies were told of others' corrections.
import { type Http, sendPage } from "../../platform/http/index.ts";
import { list, number, t } from "../../platform/i18n/index.ts";
import { DateText, EmptyState, LangText, Link, Table } from "../../platform/page/index.ts";
import { correctionsForAgency, countRecords, type Register, registers, type Told } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { groundOf, ownRegisters } from "./may.ts";
import { text } from "./words.ts";

/** Counted so far on a list; more is told as more. */
const counted = 10_000;

export async function registersPage(c: Http, bench: Bench): Promise<Response> {
  const { lang, directory } = bench;
  const own = await ownRegisters(bench);
  const ground = groundOf(bench);
  const agencies = [...new Set(bench.officer.posts.map((post) => post.slice(0, post.indexOf("/"))))];
  const told = (await Promise.all(agencies.map((agency) => correctionsForAgency(ground, agency)))).flat();
  const known = new Map((await registers({ app: bench.desk.pool })).map((one) => [one.id, one]));
  const rows = await Promise.all(own.map(async (register) => ({ register, count: await countRecords(ground, register.id, counted) })));
  const content = (
    <>
      <h1>
        <LangText of={text.registers} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {rows.length === 0 ? (
        <EmptyState title={text.none} />
      ) : (
        <Table
          caption={text.registers}
          hideCaption
          rows={rows}
          rowKey={({ register }) => register.id}
          columns={[
            {
              title: text.register,
              heads: true,
              cell: ({ register }) => (
                <Link href={routes.register.to({ lang, register: register.id })}>
                  <LangText of={register.title} />
                </Link>
              ),
            },
            { title: text.records, numeric: true, cell: ({ count }) => `${number(count, lang)}${count === counted ? "+" : ""}` },
            { title: text.steward, cell: ({ register }) => <LangText of={postTitle(directory, register.steward)} /> },
            { title: text.update, cell: ({ register }) => <LangText of={register.update} /> },
          ]}
        />
      )}
      <ToldOf bench={bench} told={told} known={known} />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.registers, here: "registers" }, content));
}

/** What the officer's agencies were told: a value that they had got was corrected. */
function ToldOf({ bench, told, known }: { bench: Bench; told: readonly Told[]; known: ReadonlyMap<string, Register> }) {
  if (told.length === 0) return null;
  const { lang } = bench;
  return (
    <Table
      caption={text.told}
      rows={told}
      rowKey={({ register, record, version, agency, case: id }) => `${register} ${record} ${version} ${agency} ${id}`}
      columns={[
        { title: text.register, heads: true, cell: ({ register }) => <LangText of={known.get(register)?.title ?? register} /> },
        {
          title: text.fields,
          cell: ({ register, fields }) =>
            list(
              fields.map((name) => t(known.get(register)?.fields[name]?.title ?? { zh: name, en: name }, lang)),
              lang,
            ),
        },
        { title: text.given, cell: ({ givenAt }) => <DateText of={givenAt} /> },
        {
          title: text.origin,
          cell: ({ case: id }) =>
            id === undefined ? (
              "—"
            ) : (
              <Link href={routes.case.to({ lang, id })}>
                <LangText of={text.caseOf} />
              </Link>
            ),
        },
      ]}
    />
  );
}
