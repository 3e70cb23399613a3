// Records that are likely to be one, for the steward: who looks says what for, and may note that two are different.
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { percent } from "../../platform/i18n/index.ts";
import { Breadcrumbs, Button, EmptyState, ErrorSummary, type FieldError, Form, LangText, Notification } from "../../platform/page/index.ts";
import { type Likely, likelyDuplicates, lookedThrough, type Register, setApart } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { groundOf, isPersonal, openRegister, recordLook } from "./may.ts";
import { PurposeField } from "./purpose.tsx";
import { Records } from "./records.tsx";
import { headFields } from "./value.tsx";
import { text } from "./words.ts";

const most = 20;

export async function duplicatesPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  if (!opened.ok) return opened.response;
  const { register } = opened;
  if (isPersonal(register)) return show(c, bench, register, {});
  return show(c, bench, register, { pairs: await likelyDuplicates(groundOf(bench), register, most) });
}

/** Shows them for a purpose, or notes that two are different. */
export async function duplicates(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  if (!opened.ok) return opened.response;
  const { register, post } = opened;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const [a, b, purpose] = [form.fields.get("a"), form.fields.get("b"), form.fields.get("purpose")];
  const hash = /^[0-9a-f]{64}$/;
  if (a !== undefined || b !== undefined) {
    if (!hash.test(a ?? "") || !hash.test(b ?? "") || a === b) return refuse(c, "unreadable");
    await setApart(groundOf(bench), register.id, [a ?? "", b ?? ""], bench.officer.id, bench.now);
  }
  if (isPersonal(register) && purpose === undefined)
    return show(c, bench, register, { errors: [{ name: "purpose", text: text.purposeMissing }] });
  const pairs = await likelyDuplicates(groundOf(bench), register, most);
  if (isPersonal(register) && purpose !== undefined) {
    const records = new Map(pairs.flatMap((pair) => [pair.a, pair.b].map((one) => [one.id, one.fields] as const)));
    await recordLook(bench, register, post, [...records.values()], headFields(register, "all"), purpose.slice(0, 500));
  }
  return show(c, bench, register, { pairs, purpose, noted: a !== undefined });
}

interface Shown {
  readonly pairs?: readonly Likely[];
  readonly errors?: readonly FieldError[];
  readonly purpose?: string | undefined;
  readonly noted?: boolean;
}

async function show(c: Http, bench: Bench, register: Register, { pairs, errors = [], purpose, noted }: Shown): Promise<Response> {
  const { lang } = bench;
  const action = routes.duplicates.to({ lang, register: register.id });
  const looking = await lookedThrough(groundOf(bench), register.id);
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.registers.to({ lang }), label: text.registers },
        { href: routes.register.to({ lang, register: register.id }), label: register.title },
      ]}
    />
  );
  const content = (
    <>
      <ErrorSummary errors={errors} />
      {noted ? (
        <Notification kind="done">
          <p>
            <LangText of={text.done} />
          </p>
        </Notification>
      ) : null}
      <h1>
        <LangText of={text.duplicates} />
      </h1>
      {looking === undefined ? null : (
        <Notification>
          <p>
            <LangText of={text.stillLooking(Math.floor(looking * 100))} />
          </p>
        </Notification>
      )}
      {pairs === undefined ? (
        <Form action={action}>
          <PurposeField errors={errors} />
          <Button>{text.find}</Button>
        </Form>
      ) : null}
      {pairs?.length === 0 && looking === undefined ? <EmptyState title={text.noDuplicates} /> : null}
      {pairs?.map((pair) => (
        <section key={`${pair.rule.id} ${pair.a.id} ${pair.b.id}`} class="e-stage">
          <h2>
            <LangText of={pair.rule.title} /> {percent(pair.score, lang)}
          </h2>
          <Records bench={bench} register={register} records={[pair.a, pair.b]} shown={headFields(register, "all")} />
          <Form action={action}>
            <input type="hidden" name="a" value={pair.a.id} />
            <input type="hidden" name="b" value={pair.b.id} />
            {purpose === undefined ? null : <input type="hidden" name="purpose" value={purpose} />}
            <Button kind="second">{text.apart}</Button>
          </Form>
        </section>
      ))}
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.duplicates, here: "registers", before, failed }, content), failed ? 422 : 200);
}
