// The resource catalogue: searched by words, owner and sharing kind.
import { type Http, sendPage } from "../../platform/http/index.ts";
import {
  type ActiveFilter,
  DateTime,
  EmptyState,
  FilterPanel,
  LangText,
  Link,
  SearchBox,
  Select,
  Table,
} from "../../platform/page/index.ts";
import { refreshSharing, resources, type Sharing, searchResources } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { SharingTags } from "./parts.tsx";
import { sharingText, text } from "./words.ts";

const kinds: readonly Sharing[] = ["unconditional", "conditional", "none"];

export async function cataloguePage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  await refreshSharing(desk);
  const all = await resources(desk);
  const words = (c.req.query("q") ?? "").slice(0, 200);
  const sharing = kinds.find((one) => one === c.req.query("sharing"));
  const owners = [...new Set(all.map((one) => one.owner))];
  const owner = owners.find((one) => one === c.req.query("owner"));
  const found = searchResources(all, { words, owner, sharing }, (id) => directory.agency(id)?.title);
  const address = (without?: string) =>
    routes.sharing.to(
      { lang },
      Object.fromEntries(
        Object.entries({ q: words, owner, sharing }).flatMap(([name, value]) => (value && name !== without ? [[name, value]] : [])),
      ),
    );
  const active: ActiveFilter[] = [
    ...(owner === undefined ? [] : [{ label: agencyTitle(directory, owner), without: address("owner") }]),
    ...(sharing === undefined ? [] : [{ label: sharingText[sharing], without: address("sharing") }]),
  ];
  const keep = Object.fromEntries(
    Object.entries({ owner, sharing }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const content = (
    <>
      <h1>
        <LangText of={text.catalogue} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      <SearchBox action={routes.sharing.to({ lang })} label={text.search} value={words} keep={keep} />
      <FilterPanel action={routes.sharing.to({ lang })} active={active} clear={routes.sharing.to({ lang })}>
        {words === "" ? null : <input type="hidden" name="q" value={words} />}
        <div class="e-filters">
          <Select
            name="owner"
            label={text.owner}
            empty={text.anyOwner}
            value={owner}
            options={owners.map((id) => ({ value: id, label: agencyTitle(directory, id) }))}
          />
          <Select
            name="sharing"
            label={text.sharing}
            empty={text.anySharing}
            value={sharing}
            options={kinds.map((kind) => ({ value: kind, label: sharingText[kind] }))}
          />
        </div>
      </FilterPanel>
      {found.length === 0 ? (
        <EmptyState title={text.noneFound}>
          <p>
            <LangText of={text.noneFoundHint} />
          </p>
        </EmptyState>
      ) : (
        <Table
          caption={text.found(found.length)}
          rows={found}
          rowKey={({ id }) => id}
          columns={[
            {
              title: text.resource,
              heads: true,
              cell: ({ id, title }) => (
                <Link href={routes.resource.to({ lang, id })}>
                  <LangText of={title} />
                </Link>
              ),
            },
            { title: text.owner, cell: (one) => <LangText of={agencyTitle(directory, one.owner)} /> },
            { title: text.sharing, cell: (one) => <SharingTags of={one.sharing} /> },
            { title: text.records, numeric: true, cell: ({ quality }) => quality?.rows ?? "" },
            { title: text.lastChange, cell: ({ quality }) => (quality?.last === undefined ? "" : <DateTime at={quality.last} />) },
            {
              title: text.users,
              cell: ({ uses, owner: own }) => {
                const n = new Set(uses.filter(({ asker, answered }) => asker !== own && answered > 0).map(({ asker }) => asker)).size;
                return <LangText of={n === 0 ? text.nobody : text.usersCount(n)} />;
              },
            },
          ]}
        />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.catalogue, here: "resources" }, content));
}
