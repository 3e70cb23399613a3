// The counter's page: somebody came, rang or wrote, with a case or without one yet. The service chosen stays chosen.
import { caseByNumber, caseView, contactKinds, lastContacts, recordContact } from "../../casework/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Button,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Select,
  Table,
} from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { tidyNumber } from "../tasks/filter.ts";
import { Strike } from "./part.tsx";
import { kindOf } from "./record.ts";
import { text } from "./words.ts";

export const counterPage = (c: Http, bench: Bench, said: string | undefined): Promise<Response> =>
  shown(c, bench, { service: c.req.query("service"), number: undefined, errors: [], flash: said });

interface Shown {
  readonly service: string | undefined;
  readonly number: string | undefined;
  readonly errors: readonly FieldError[];
  readonly flash?: string | undefined;
}

async function shown(c: Http, bench: Bench, { service, number, errors, flash: said }: Shown): Promise<Response> {
  const { desk, officer, lang } = bench;
  const [packs, last] = await Promise.all([desk.catalogue.all(), lastContacts(desk, officer.id)]);
  const titles = new Map(packs.map(({ header }) => [header.id, header.title]));
  const options = packs
    .filter(({ header }) => header.audience === "public")
    .map(({ header }) => ({ value: header.id, label: header.title }));
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.counter} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      <Form action={routes.counter.to({ lang })}>
        <Select name="service" label={text.service} empty={text.anyService} value={service} options={options} />
        <Input
          name="number"
          label={text.number}
          value={number}
          error={errorOf(errors, "number")}
          width={20}
          maxlength={100}
          code
          autocomplete="off"
        />
        <div class="govuk-button-group">
          {contactKinds.map((kind, n) => (
            <Button key={kind} kind={n === 0 ? "main" : "second"} name="kind" value={kind}>
              {text[kind]}
            </Button>
          ))}
        </div>
      </Form>
      <h2>
        <LangText of={text.last} />
      </h2>
      {last.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.noneYet} />
        </p>
      ) : (
        <Table
          caption={text.last}
          hideCaption
          rows={last}
          rowKey={({ id }) => id}
          columns={[
            { title: text.when, heads: true, cell: ({ at }) => <DateTime at={at} /> },
            { title: text.kind, cell: ({ kind }) => <LangText of={text[kind]} /> },
            {
              title: text.service,
              cell: ({ service: id }) => <LangText of={id === null ? text.anyService : (titles.get(id) ?? { zh: id, en: id })} />,
            },
            { title: text.strike, cell: ({ id }) => <Strike action={routes.strike.to({ lang, id })} /> },
          ]}
        />
      )}
    </>
  );
  const page = await framed(bench, { title: text.counter, here: "counter", flash: said, failed: errors.length > 0 }, content);
  return sendPage(c, page, errors.length > 0 ? 422 : 200);
}

export async function counterDone(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const kind = kindOf(form.fields.get("kind"));
  if (!kind) return refuse(c, "notFound");
  const [service, typed] = [form.fields.get("service"), form.fields.get("number")];
  const known = service === undefined ? undefined : await desk.catalogue.current(service);
  const found = typed === undefined ? undefined : await readable(bench, typed);
  if (typed !== undefined && !found)
    return shown(c, bench, { service, number: typed, errors: [{ name: "number", text: text.numberUnknown }] });
  const about = found?.pack ?? known?.header.id;
  const recorded = await recordContact(desk, officer, {
    id: commandId(desk, officer, "counter", form.fields.once),
    kind,
    ...(about === undefined ? {} : { service: about }),
    cases: found ? [found.id] : [],
  });
  if (!recorded.ok) return errorAnswer(c, { status: 403, ...recorded.refusal });
  flash(c, "contact-recorded");
  return c.redirect(routes.counter.to({ lang }, { service: about }), 303);
}

/** The case with this number, where the officer may read it; of another nothing is said, not even that there is one. */
async function readable({ desk, officer }: Bench, number: string): Promise<{ readonly id: string; readonly pack: string } | undefined> {
  const id = await caseByNumber(desk, tidyNumber(number));
  const view = id === undefined ? undefined : await caseView(desk, officer, id);
  return view && !("ok" in view) ? { id: view.heading.id, pack: view.loaded.row.pack } : undefined;
}
