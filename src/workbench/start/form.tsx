// Starting an internal case: the form of its pack on one page, answers that the address brings along filled in.
import { receive, submit } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import type { RawPage } from "../../engine/form/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  BackLink,
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  InsetText,
  LangText,
  Notification,
} from "../../platform/page/index.ts";
import { currentPacks } from "../../sharing/index.ts";
import { PackField, rawOf, readFields, sentName } from "../act/field.tsx";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

/** The internal pack in the address. */
async function packOf(c: Http, { desk }: Bench): Promise<Pack | undefined> {
  const id = c.req.param("service") ?? "";
  return (await currentPacks(desk)).find(({ header }) => header.id === id && header.audience === "internal");
}

/** Characters that the address may bring for one answer. */
const longest = 500;

/** Answers that the address brings along: only those that the pack takes so. */
function brought({ header, form }: Pack, query: (name: string) => string[]): RawPage {
  return Object.fromEntries(
    Object.entries(header.start).flatMap(([name, pointer]): [string, string[]][] => {
      const answer = pointer.slice(1);
      const property = Object.hasOwn(form.schema.properties, answer) ? form.schema.properties[answer] : undefined;
      const values = query(name).filter(
        (value) => value !== "" && value.length <= longest && (property?.enum === undefined || property.enum.includes(value)),
      );
      return property && values.length > 0 ? [[answer, values]] : [];
    }),
  );
}

export async function startPage(c: Http, bench: Bench): Promise<Response> {
  const pack = await packOf(c, bench);
  if (!pack) return refuse(c, "notFound");
  return show(
    c,
    bench,
    pack,
    brought(pack, (name) => c.req.queries(name) ?? []),
    [],
  );
}

export async function start(c: Http, bench: Bench): Promise<Response> {
  const sent = await readForm(c);
  if (!sent.ok) return sent.response;
  const pack = await packOf(c, bench);
  if (!pack) return refuse(c, "notFound");
  const raw = rawOf(sent.fields);
  const read = readFields(pack.form, namesOf(pack), raw);
  if (read.problems.length > 0) {
    const errors = read.problems.map(({ field, message }) => ({ name: sentName(field), text: message }));
    return show(c, bench, pack, raw, errors);
  }
  const { desk, officer, lang } = bench;
  const key = sent.fields.once;
  const received = await receive(desk, officer, { service: pack.header.id, onBehalfOf: undefined, key });
  if (!received) return refuse(c, "notFound");
  if (!received.ok) return errorAnswer(c, { status: 403, title: received.title, detail: text.notYours });
  const { pack: current, first, id, kept } = received;
  const done = await submit(
    desk,
    officer,
    { pack: current, data: read.answers, evidence: [], applicant: undefined, language: lang, channel: "online" },
    key,
    { first, id, kept },
  );
  if (done.ok) {
    flash(c, "started");
    return c.redirect(routes.case.to({ lang, id: done.id }), 303);
  }
  const errors = (done.errors ?? []).map(({ pointer, detail }) => {
    const [, kind = "", name = ""] = pointer.split("/");
    return { name: kind === "data" ? sentName(name) : kind, text: detail };
  });
  return show(c, bench, pack, raw, errors, done.title, done.status === 422 ? 422 : 409);
}

const namesOf = ({ form }: Pack): readonly string[] => form.pages.flatMap(({ fields }) => fields);

async function show(
  c: Http,
  bench: Bench,
  pack: Pack,
  raw: RawPage,
  errors: readonly FieldError[],
  notice?: Text,
  status?: 409 | 422,
): Promise<Response> {
  const { lang } = bench;
  const { header, form } = pack;
  const back = routes.startList.to({ lang });
  const named = new Set(namesOf(pack).map(sentName));
  const here = ({ name }: FieldError): boolean => name !== undefined && named.has(name);
  const elsewhere = errors.filter((one) => !here(one));
  const content = (
    <>
      <ErrorSummary errors={errors.filter(here)} />
      {notice && (elsewhere.length > 0 || errors.length === 0) ? (
        <Notification title={text.refused}>
          <p>
            <LangText of={notice} />
          </p>
          {elsewhere.map(({ text: why }) => (
            <p key={JSON.stringify(why)}>
              <LangText of={why} />
            </p>
          ))}
        </Notification>
      ) : null}
      <h1>
        <LangText of={header.title} />
      </h1>
      <p>
        <LangText of={header.summary} />
      </p>
      <Form action={routes.start.to({ lang, service: header.id })}>
        <div class="e-act-form">
          {form.pages.map((page) => (
            <section key={page.id}>
              <h2>
                <LangText of={page.title} />
              </h2>
              {page.fields.map((name) => (
                <PackField key={name} form={form} name={name} raw={raw} error={errorOf(errors, sentName(name))} />
              ))}
            </section>
          ))}
        </div>
        <InsetText>
          <LangText of={text.before} />
        </InsetText>
        <div class="govuk-button-group">
          <Button>{text.submit}</Button>
          <ButtonLink href={back} kind="second">
            {text.cancel}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  const failed = errors.length > 0 || notice !== undefined;
  const before = <BackLink href={back}>{text.back}</BackLink>;
  return sendPage(
    c,
    await framed(bench, { title: header.title, here: "start", failed, before }, content),
    status ?? (errors.length > 0 ? 422 : 200),
  );
}
