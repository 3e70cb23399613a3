// Disposal lists of the agencies whose archive an officer keeps or whose disposals an officer approves.
import { archivesOf, disposalLists, dueCount, keeperPost, makeList } from "../../office/index.ts";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Button,
  DateText,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LangText,
  Link,
  Table,
  Tag,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { backTo, errorsOf, idOf, refusedPage } from "./answer.ts";
import { dueSay, listStates, text } from "./words.ts";

export const stateKinds = { review: "now", proposed: "soon", approved: "soon", executing: "late", done: "done", dropped: "plain" } as const;

export const listsPage = (c: Http, bench: Bench, flash: string | undefined): Promise<Response> => show(c, bench, { flash });

async function show(
  c: Http,
  bench: Bench,
  { flash, errors = [] }: { readonly flash?: string | undefined; readonly errors?: readonly FieldError[] },
): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const agencies = archivesOf(directory, officer);
  if (agencies.length === 0) return refuse(c, "forbidden");
  const lists = await disposalLists(desk, agencies);
  const kept = await Promise.all(
    agencies
      .filter((agency) => keeperPost(directory, officer, agency) !== undefined)
      .map(async (agency) => ({ agency, ...(await dueCount(desk, agency)) })),
  );
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.disposal} />
      </h1>
      <p>
        <LangText of={text.disposalLead} />
      </p>
      {kept.map(({ agency, due, stopped }) => (
        <section key={agency} class="e-stage">
          <h2 id="f-agency">
            <LangText of={agencyTitle(directory, agency)} />
          </h2>
          <p>
            <LangText of={dueSay(due, stopped)} />
          </p>
          {due > stopped ? (
            <Form action={routes.archiveLists.to({ lang })}>
              <input type="hidden" name="agency" value={agency} />
              <Button>{text.makeList}</Button>
            </Form>
          ) : null}
        </section>
      ))}
      <h2>
        <LangText of={text.lists} />
      </h2>
      {lists.length === 0 ? (
        <EmptyState title={text.noLists} />
      ) : (
        <Table
          caption={text.lists}
          hideCaption
          rows={lists}
          rowKey={({ id }) => id}
          columns={[
            {
              title: text.byList,
              heads: true,
              cell: ({ id, number }) => (
                <Link href={routes.archiveList.to({ lang, id })}>
                  <span class="e-code">{number}</span>
                </Link>
              ),
            },
            { title: text.agency, cell: ({ agency }) => <LangText of={agencyTitle(directory, agency)} /> },
            { title: text.lines, numeric: true, cell: ({ lines }) => lines },
            { title: text.when, cell: ({ madeAt }) => <DateText of={madeAt} /> },
            { title: text.state, cell: ({ state }) => <Tag kind={stateKinds[state]}>{listStates[state]}</Tag> },
          ]}
        />
      )}
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.disposal, here: "disposal", flash, failed }, content), failed ? 422 : 200);
}

export async function make(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const agency = form.fields.get("agency") ?? "";
  const made = await makeList(bench.desk, bench.officer, agency, idOf(form.fields.once));
  if (made.ok) return backTo(c, routes.archiveList.to({ lang: bench.lang, id: made.id }));
  return made.status === 422 ? show(c, bench, { errors: errorsOf(made) }) : refusedPage(c, made);
}
