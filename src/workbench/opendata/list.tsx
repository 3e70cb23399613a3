// What the steward of some registers has published of each, and what was withdrawn.
import { datasetState, datasetsOfRegisters, type PackageLine, packagesOf, type StewardsDataset } from "../../opendata/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { ButtonLink, DateTime, EmptyState, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { type Register, registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
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
  const packages = await packagesOf(desk.pool, [...new Set(own.map(({ owner }) => owner))], mostPackages);
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
      {packages.length > 0 ? <Packages bench={bench} packages={packages} /> : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "registers", flash }, content));
}

/** Data packages that the list shows. */
const mostPackages = 100;

function Packages({ bench, packages }: { readonly bench: Bench; readonly packages: readonly PackageLine[] }) {
  const { lang, directory } = bench;
  return (
    <section>
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
      {packages.length === mostPackages ? (
        <p class="e-muted">
          <LangText of={text.packagesMore} />
        </p>
      ) : null}
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
