// A steward opens a dataset of a register, or changes one: words, fields with their classification, licence, pace; a look at the first
// rows before anything is published.
import type { VNode } from "preact";
import {
  coverable,
  datasetChanges,
  datasetsOfRegisters,
  declarationProblems,
  openDataset,
  previewDataset,
  type StewardsDataset,
} from "../../opendata/index.ts";
import { flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { Breadcrumbs, ButtonLink, ErrorSummary, type FieldError, LangText, Link } from "../../platform/page/index.ts";
import type { Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { openRegister } from "../registry/may.ts";
import { portal, routes } from "../routes.ts";
import { DatasetForm } from "./form.tsx";
import { History } from "./history.tsx";
import { State } from "./list.tsx";
import { Preview } from "./preview.tsx";
import { declare, errorsOf, type Typed, typedIn, typedOf } from "./typed.ts";
import { text } from "./words.ts";

/** The register in the address for its steward, and the dataset where one is named; or the answer that there is none. */
export async function opened(
  c: Http,
  bench: Bench,
): Promise<Response | { readonly register: Register; readonly dataset: StewardsDataset | undefined }> {
  const found = await openRegister(c, bench, true);
  if (!found.ok) return found.response;
  const { register } = found;
  const id = c.req.param("id");
  if (id === undefined) return { register, dataset: undefined };
  const dataset = (await datasetsOfRegisters(bench.desk.pool, [register.id])).get(register.id)?.find(({ declared }) => declared.id === id);
  return dataset ? { register, dataset } : refuse(c, "notFound");
}

interface Shown {
  readonly register: Register;
  readonly dataset: StewardsDataset | undefined;
  readonly typed: Typed;
  /** As it was when the form was opened; as it is now where that is not said. */
  readonly version?: number | undefined;
  readonly errors?: readonly FieldError[];
  readonly preview?: VNode;
}

const blank: Typed = { values: { licence: "cc-by-4.0" }, fields: [], meaning: {}, spatial: [], from: {}, to: {} };

export async function datasetPage(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  return show(c, bench, { ...found, typed: found.dataset ? typedOf(found.dataset) : blank });
}

export async function saveDataset(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { desk, directory, lang, officer, now } = bench;
  const { register, dataset } = found;
  const typed = typedIn(form.fields, register);
  const version = /^\d{1,9}$/.test(form.fields.get("version") ?? "") ? Number(form.fields.get("version")) : undefined;
  const read = declare(typed, register, dataset);
  if (!read.ok) return show(c, bench, { ...found, typed, version, errors: read.errors }, 422);
  const agencies = new Set(directory.agencies().map(({ id }) => id));
  const divisions = coverable(directory, dataset);
  const known = dataset !== undefined;
  if (form.fields.get("do") === "preview") {
    const problems = declarationProblems(read.declared, [], [register], { agencies, divisions });
    if (problems.length > 0) return show(c, bench, { ...found, typed, version, errors: errorsOf(problems) }, 422);
    const rows = await previewDataset(desk.pool, read.declared, { register, day: desk.day(now) });
    return show(c, bench, {
      ...found,
      typed,
      version,
      preview: <Preview bench={bench} register={register} fields={typed.fields} rows={rows} />,
    });
  }
  const done = await openDataset(
    desk.pool,
    read.declared,
    { register, agencies, divisions, known, ...(known && version !== undefined ? { ifVersion: version } : {}) },
    { officer: officer.id, at: now },
  );
  if (!done.ok && done.why === "changed") return show(c, bench, { ...found, typed, errors: [{ text: text.changedMeanwhile }] }, 422);
  if (!done.ok) return show(c, bench, { ...found, typed, version, errors: errorsOf(done.problems) }, 422);
  flash(c, "dataset-saved");
  return c.redirect(routes.openData.to({ lang }), 303);
}

async function show(c: Http, bench: Bench, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { lang, desk } = bench;
  const { register, dataset, typed, errors = [], preview } = shown;
  const title = dataset ? text.change : text.open;
  const changes = dataset ? await datasetChanges(desk.pool, dataset.declared.id) : [];
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.openData.to({ lang }), label: text.title },
        { href: routes.register.to({ lang, register: register.id }), label: register.title },
      ]}
    />
  );
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      {dataset ? (
        <p>
          <LangText of={dataset.declared.title} /> <State of={dataset} />{" "}
          {dataset.modified !== undefined || dataset.withdrawn ? (
            <Link href={portal.dataset.to({ lang, id: dataset.declared.id })}>
              <LangText of={text.see} />
            </Link>
          ) : null}
        </p>
      ) : null}
      {preview}
      <DatasetForm {...{ bench, register, dataset, typed, errors }} version={shown.version ?? changes.length} />
      {dataset && !dataset.withdrawn ? (
        <p>
          <ButtonLink href={routes.withdrawDataset.to({ lang, register: register.id, id: dataset.declared.id })} kind="second">
            {text.withdraw}
          </ButtonLink>
        </p>
      ) : null}
      <History bench={bench} changes={changes} />
    </>
  );
  return sendPage(c, await framed(bench, { title, here: "registers", before, failed: errors.length > 0 }, content), status);
}
