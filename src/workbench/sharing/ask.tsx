// An officer's own question to another agency, under an agreement: for what it is, about whom, which fields; the answer, or the reason by
// name why there is none. Both sides record it, and the person concerned is shown what it was for.
import type { Answer } from "../../exchange/index.ts";
import { fieldsShared } from "../../exchange/index.ts";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  BackLink,
  Button,
  Checkboxes,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Notification,
  Select,
  SummaryList,
} from "../../platform/page/index.ts";
import { askUnder, currentPacks, mayAskUnder, postsUnder, type WholeAgreement, wholeAgreement } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, shortPost } from "../people.ts";
import { mostPurpose, PurposeField } from "../registry/purpose.tsx";
import { RecordFields } from "../registry/value.tsx";
import { text as registryText } from "../registry/words.ts";
import { routes } from "../routes.ts";
import { purposeText } from "./parts.tsx";
import { reasonText, statusText, text } from "./words.ts";

/** What was typed. */
interface Typed {
  readonly by?: string | undefined;
  readonly key?: string | undefined;
  readonly fields?: readonly string[];
  readonly service?: string | undefined;
  readonly post?: string | undefined;
  readonly purpose?: string | undefined;
}

interface Shown {
  readonly typed: Typed;
  readonly errors?: readonly FieldError[];
  readonly answer?: Answer;
}

async function opened(c: Http, bench: Bench): Promise<WholeAgreement | Response> {
  const found = await wholeAgreement(bench.desk, c.req.param("id") ?? "");
  if (!found) return refuse(c, "notFound");
  return mayAskUnder(bench.officer, found.agreement) ? found : refuse(c, "forbidden");
}

export async function askPage(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const { agreement } = found;
  const service = agreement.services !== "any" && agreement.services.length === 1 ? agreement.services[0] : undefined;
  return show(c, bench, found, { typed: { by: found.definition.keys[0], post: postsUnder(bench.officer, found.agreement)[0], service } });
}

export async function ask(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { agreement } = found;
  const get = (name: string) => form.fields.get(name);
  const posts = postsUnder(bench.officer, found.agreement);
  const typed: Typed = {
    by: get("by") ?? found.definition.keys[0],
    key: get("key")?.slice(0, 200),
    fields: [...new Set(form.fields.all("fields"))].slice(0, 100),
    service: get("service"),
    post: posts.find((post) => post === get("post")) ?? posts[0],
    purpose: get("purpose")?.slice(0, mostPurpose),
  };
  const { by, key, fields = [], service, post, purpose } = typed;
  const errors: FieldError[] = [
    ...(key === undefined ? [{ name: "key", text: text.keyMissing }] : []),
    ...(fields.length === 0 ? [{ name: "fields", text: text.fieldsMissing }] : []),
    ...(service === undefined ? [{ name: "service", text: text.serviceMissing }] : []),
    ...(purpose === undefined ? [{ name: "purpose", text: registryText.purposeMissing }] : []),
  ];
  if (key === undefined || service === undefined || purpose === undefined || errors.length > 0)
    return show(c, bench, found, { typed, errors }, 422);
  const words = { zh: purpose, en: purpose };
  const answer = await askUnder(bench.desk, bench.officer, agreement, { by, key, fields, service, purpose: words, post });
  return show(c, bench, found, { typed, answer });
}

async function show(c: Http, bench: Bench, found: WholeAgreement, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { lang } = bench;
  const { errors = [], answer } = shown;
  const title = text.askTitle(found.register.title);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      {answer ? <AnswerPart bench={bench} found={found} answer={answer} /> : null}
      <AskForm bench={bench} found={found} packs={await currentPacks(bench.desk)} {...shown} />
    </>
  );
  const before = <BackLink href={routes.agreement.to({ lang, id: found.agreement.id })}>{text.agreement}</BackLink>;
  return sendPage(c, await framed(bench, { title, here: "agreements", before, failed: errors.length > 0 }, content), status);
}

type FormProps = Shown & {
  readonly bench: Bench;
  readonly found: WholeAgreement;
  readonly packs: Awaited<ReturnType<typeof currentPacks>>;
};

function AskForm({ bench, found, packs, typed, errors = [] }: FormProps) {
  const { lang, directory } = bench;
  const { agreement, definition, register } = found;
  const posts = postsUnder(bench.officer, found.agreement);
  const services = agreement.services === "any" ? packs.map(({ header }) => header.id) : agreement.services;
  const free = fieldsShared(definition, "unconditional").filter((name) => !agreement.fields.includes(name));
  const titled = (name: string) => ({ value: name, label: definition.fields[name]?.title ?? name });
  return (
    <>
      <SummaryList
        rows={[
          { key: text.agreement, value: agreement.id },
          { key: text.status, value: <LangText of={statusText[agreement.status] ?? { zh: "", en: "" }} /> },
          { key: text.asker, value: <LangText of={agencyTitle(directory, agreement.asker)} /> },
          { key: text.owner, value: <LangText of={agencyTitle(directory, register.owner)} /> },
        ]}
      />
      <Form action={routes.agreementAsk.to({ lang, id: agreement.id })}>
        {definition.keys.length > 1 ? (
          <Select name="by" label={text.askBy} value={typed.by} options={definition.keys.map(titled)} />
        ) : (
          <input type="hidden" name="by" value={definition.keys[0] ?? ""} />
        )}
        <Input
          name="key"
          label={definition.keys.length > 1 ? text.askKey : (definition.fields[definition.keys[0] ?? ""]?.title ?? text.askKey)}
          hint={text.askKeyHint}
          value={typed.key}
          maxlength={200}
          error={errorOf(errors, "key")}
          autocomplete="off"
        />
        <Checkboxes
          name="fields"
          label={text.askFields}
          hint={text.askFieldsHint}
          values={typed.fields}
          options={[...agreement.fields.map(titled), ...free.map((name) => ({ ...titled(name), hint: text.free }))]}
          error={errorOf(errors, "fields")}
        />
        <Select
          name="service"
          label={text.askService}
          value={typed.service}
          options={services.map((service) => ({ value: service, label: purposeText(service, packs) }))}
          error={errorOf(errors, "service")}
        />
        {posts.length > 1 ? (
          <Select
            name="post"
            label={text.post}
            value={typed.post}
            options={posts.map((post) => ({ value: post, label: shortPost(directory, `${agreement.asker}/${post}`) }))}
          />
        ) : null}
        <PurposeField value={typed.purpose} errors={errors} />
        <Button>{text.ask}</Button>
      </Form>
    </>
  );
}

/** What came of it. Only the fields that were asked for are there. */
function AnswerPart({ bench, found, answer }: { readonly bench: Bench; readonly found: WholeAgreement; readonly answer: Answer }) {
  const recorded = (
    <p class="e-muted">
      <LangText of={text.recordedBoth} /> <DateTime at={answer.at} />
    </p>
  );
  if (answer.state === "found") {
    return (
      <section aria-labelledby="answer">
        <h2 id="answer">
          <LangText of={text.answer} />
        </h2>
        {answer.records.map((fields, at) => (
          <RecordFields key={String(at)} bench={bench} register={found.definition} fields={fields} />
        ))}
        {recorded}
      </section>
    );
  }
  return (
    <Notification title={answer.state === "none" ? text.answer : text.refusedTitle(answer.reason && reasonText[answer.reason])}>
      <p>
        <LangText of={answer.state === "none" ? text.nothingFound : answer.text} />
      </p>
      {recorded}
    </Notification>
  );
}
