// What the steward of some registers has published of each, and what was withdrawn.
import { datasetsOfRegisters, type StewardsDataset } from "../../opendata/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { ButtonLink, DateTime, EmptyState, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { type Register, registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { isSteward } from "../registry/may.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function openDataPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { desk, lang } = bench;
  const own = (await registers({ app: desk.pool })).filter((register) => isSteward(bench, register));
  const published = await datasetsOfRegisters(
    desk.pool,
    own.map(({ id }) => id),
  );
  const lists = own.map((register) => ({ register, datasets: published.get(register.id) ?? [] }));
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {lists.length === 0 ? (
        <EmptyState title={text.none}>
          <p>
            <LangText of={text.noneHint} />
          </p>
        </EmptyState>
      ) : null}
      {lists.map(({ register, datasets }) => (
        <section key={register.id}>
          <h2>
            <LangText of={register.title} />
          </h2>
          {datasets.length === 0 ? (
            <p>
              <LangText of={text.empty} />
            </p>
          ) : (
            <Datasets lang={lang} register={register} datasets={datasets} />
          )}
          {register.share.open === "unconditional" ? (
            <ButtonLink href={routes.openDataset.to({ lang, register: register.id })} kind="second">
              {text.open}
            </ButtonLink>
          ) : (
            <p class="e-muted">
              <LangText of={text.closed} />
            </p>
          )}
        </section>
      ))}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "registers", flash }, content));
}

type Props = { readonly lang: Bench["lang"]; readonly register: Register; readonly datasets: readonly StewardsDataset[] };

function Datasets({ lang, register, datasets }: Props) {
  return (
    <Table
      caption={register.title}
      hideCaption
      rows={datasets}
      rowKey={({ declared }) => declared.id}
      columns={[
        {
          title: text.dataset,
          heads: true,
          cell: ({ declared }) => (
            <Link href={routes.changeDataset.to({ lang, register: register.id, id: declared.id })}>
              <LangText of={declared.title} />
            </Link>
          ),
        },
        { title: text.state, cell: (one) => <State of={one} /> },
        { title: text.modified, cell: ({ modified }) => (modified === undefined ? "—" : <DateTime at={modified} />) },
      ]}
    />
  );
}

export function State({ of }: { readonly of: StewardsDataset }) {
  if (of.withdrawn) return <Tag kind="late">{text.withdrawn}</Tag>;
  return of.modified === undefined ? <Tag kind="soon">{text.coming}</Tag> : <Tag kind="done">{text.published}</Tag>;
}
