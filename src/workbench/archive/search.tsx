// Finding files. Words are sent by POST: titles and names stand in no address.
import { agenciesOf, currentPlan, type FileLine, type FilePlan, searchFiles } from "../../office/index.ts";
import { type Http, readForm, sendPage } from "../../platform/http/index.ts";
import {
  Button,
  ButtonLink,
  DateText,
  EmptyState,
  FilterPanel,
  Form,
  Input,
  LangText,
  Link,
  Select,
  Table,
  Tag,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { idOf } from "./answer.ts";
import { retentions, text } from "./words.ts";

const limit = 25;

interface Asked {
  readonly words?: string | undefined;
  readonly class?: string | undefined;
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  readonly state?: "kept" | "destroyed" | undefined;
  readonly before?: { readonly at: number; readonly id: string } | undefined;
}

export function archivePage(c: Http, bench: Bench): Promise<Response> {
  const year = c.req.query("year") ?? "";
  const state = c.req.query("state");
  const [at = "", id] = (c.req.query("before") ?? "").split("_");
  const place = idOf(id);
  return show(c, bench, {
    class: c.req.query("class") || undefined,
    agency: c.req.query("agency") || undefined,
    year: /^\d{4}$/.test(year) ? Number(year) : undefined,
    state: state === "kept" || state === "destroyed" ? state : undefined,
    before: place !== undefined && /^\d{1,15}$/.test(at) ? { at: Number(at), id: place } : undefined,
  });
}

export async function searchArchive(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  return show(c, bench, { words: form.fields.get("words")?.slice(0, 200) });
}

async function show(c: Http, bench: Bench, asked: Asked): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const plan = await currentPlan(desk.pool);
  const files = await searchFiles(desk, officer, { ...asked, limit: limit + 1 });
  const shown = files.slice(0, limit);
  const last = shown.at(-1);
  const query = {
    ...(asked.class ? { class: asked.class } : {}),
    ...(asked.agency ? { agency: asked.agency } : {}),
    ...(asked.year ? { year: String(asked.year) } : {}),
    ...(asked.state ? { state: asked.state } : {}),
  };
  const without = (name: string) => routes.archive.to({ lang }, Object.fromEntries(Object.entries(query).filter(([key]) => key !== name)));
  const active = [
    ...(asked.class ? [{ label: plan.classes.find(({ id }) => id === asked.class)?.title ?? asked.class, without: without("class") }] : []),
    ...(asked.agency ? [{ label: agencyTitle(directory, asked.agency), without: without("agency") }] : []),
    ...(asked.year ? [{ label: String(asked.year), without: without("year") }] : []),
    ...(asked.state ? [{ label: text[asked.state], without: without("state") }] : []),
  ];
  const agencies = officer.rights.includes("read-cases") ? directory.agencies().map(({ id }) => id) : agenciesOf(officer);
  const content = (
    <>
      <h1>
        <LangText of={text.archive} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      <Form action={routes.archiveSearch.to({ lang })}>
        <Input name="words" label={text.words} value={asked.words} maxlength={200} autocomplete="off" />
        <Button>{text.find}</Button>
      </Form>
      <FilterPanel action={routes.archive.to({ lang })} active={active} clear={routes.archive.to({ lang })}>
        <Select
          name="class"
          label={text.class}
          value={asked.class}
          options={plan.classes.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          name="agency"
          label={text.agency}
          value={asked.agency}
          options={agencies.map((id) => ({ value: id, label: agencyTitle(directory, id) }))}
        />
        <Input
          name="year"
          label={text.year}
          value={asked.year === undefined ? undefined : String(asked.year)}
          inputmode="numeric"
          width={4}
        />
        <Select
          name="state"
          label={text.state}
          value={asked.state}
          options={(["kept", "destroyed"] as const).map((value) => ({ value, label: text[value] }))}
        />
      </FilterPanel>
      {shown.length === 0 ? <EmptyState title={text.none} /> : <Files bench={bench} plan={plan} files={shown} />}
      {files.length > limit && last && !asked.words ? (
        <p>
          <ButtonLink kind="second" href={routes.archive.to({ lang }, { ...query, before: `${last.filedAt}_${last.id}` })}>
            {text.more}
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.archive, here: "archive" }, content));
}

function Files({ bench, plan, files }: { bench: Bench; plan: FilePlan; files: readonly FileLine[] }) {
  const { lang } = bench;
  return (
    <Table
      caption={text.found}
      hideCaption
      rows={files}
      rowKey={({ id }) => id}
      columns={[
        {
          title: text.number,
          heads: true,
          cell: ({ id, number }) => (
            <Link href={routes.archiveFile.to({ lang, id })}>
              <span class="e-code">{number}</span>
            </Link>
          ),
        },
        { title: text.title, cell: ({ title, service }) => title ?? <LangText of={service} /> },
        { title: text.caseNumber, cell: ({ caseNumber }) => <span class="e-code">{caseNumber}</span> },
        { title: text.class, cell: (file) => <LangText of={plan.classes.find(({ id }) => id === file.class)?.title ?? file.class} /> },
        { title: text.ended, cell: ({ endedAt }) => <DateText of={endedAt} /> },
        { title: text.retention, cell: ({ retention }) => <LangText of={retentions[retention]} /> },
        {
          title: text.state,
          cell: ({ destroyedAt, held }) => (
            <>
              <Tag kind={destroyedAt === null ? "plain" : "done"}>{destroyedAt === null ? text.kept : text.destroyed}</Tag>
              {held ? (
                <>
                  {" "}
                  <Tag kind="soon">{text.holds}</Tag>
                </>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
