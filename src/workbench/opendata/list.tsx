// What the steward of some registers has published of each, and what was withdrawn.
import { z } from "zod";
import { datasetState, datasetsOfRegisters, type PackageLine, packagesOf, type StewardsDataset } from "../../opendata/index.ts";
import { Cursors, type Http, readKeyset, sendPage } from "../../platform/http/index.ts";
import { ButtonLink, DateTime, EmptyState, LangText, Link, Pagination, Table, Tag } from "../../platform/page/index.ts";
import { type Register, registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { isSteward } from "../registry/may.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function openDataPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { desk, lang, officer } = bench;
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `packages:${officer.id}`;
  const keyset = await readKeyset(c, { cursors, scope, key: z.tuple([z.number(), z.string()]), limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key: after, limit } = keyset.keyset;
  const own = (await registers({ app: desk.pool })).filter((register) => isSteward(bench, register));
  const published = await datasetsOfRegisters(
    desk.pool,
    own.map(({ id }) => id),
  );
  const found = await packagesOf(desk.pool, [...new Set(own.map(({ owner }) => owner))], limit + 1, after);
  const packages = found.slice(0, limit);
  const last = packages.at(-1);
  const here = routes.openData.to({ lang });
  const next = found.length > limit && last ? `${here}?after=${cursors.seal(scope, [last.modified, last.id])}#packages` : undefined;
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
      {packages.length > 0 ? (
        <Packages bench={bench} packages={packages} first={after ? `${here}#packages` : undefined} next={next} />
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "registers", flash }, content));
}

function Packages({
  bench,
  packages,
  first,
  next,
}: {
  readonly bench: Bench;
  readonly packages: readonly PackageLine[];
  /** Where the list begins and goes on. */
  readonly first: string | undefined;
  readonly next: string | undefined;
}) {
  const { lang, directory } = bench;
  return (
    <section id="packages">
      <h2>
        <LangText of={text.packages} />
      </h2>
      <p>
        <LangText of={text.packagesLead} />
      </p>
      <Table
        caption={text.packages}
        hideCaption
        rows={packages}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.dataset,
            heads: true,
            cell: ({ id, title }) => (
              <Link href={routes.dataPackage.to({ lang, id })}>
                <LangText of={title} />
              </Link>
            ),
          },
          { title: text.agency, cell: ({ agency }) => <LangText of={agencyTitle(directory, agency)} /> },
          { title: text.state, cell: ({ withdrawn }) => <StateTag state={withdrawn ? "withdrawn" : "published"} /> },
          { title: text.modified, cell: ({ modified }) => <DateTime at={modified} /> },
        ]}
      />
      {first ? (
        <p>
          <Link href={first}>
            <LangText of={text.first} />
          </Link>
        </p>
      ) : null}
      <Pagination next={next} />
    </section>
  );
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

const kinds = { withdrawn: "late", coming: "soon", published: "done" } as const;

export const StateTag = ({ state }: { readonly state: keyof typeof kinds }) => <Tag kind={kinds[state]}>{text[state]}</Tag>;

export const State = ({ of }: { readonly of: StewardsDataset }) => <StateTag state={datasetState(of)} />;
