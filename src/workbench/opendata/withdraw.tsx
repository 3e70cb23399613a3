// A steward withdraws a dataset: asked once more, with the reason that everybody will read.
import { closeDataset } from "../../opendata/index.ts";
import { flash, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { BackLink, Button, ErrorSummary, errorOf, type FieldError, Form, Input, LangText, WarningText } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { opened } from "./dataset.tsx";
import { text } from "./words.ts";

const most = 500;
const names = ["whyZh", "whyEn"] as const;
type Said = Readonly<Partial<Record<(typeof names)[number], string>>>;

export async function withdrawPage(c: Http, bench: Bench): Promise<Response> {
  return show(c, bench, {}, []);
}

export async function withdraw(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const said: Said = Object.fromEntries(names.map((name) => [name, form.fields.get(name)?.slice(0, most)]));
  const { whyZh: zh, whyEn: en } = said;
  if (zh === undefined || en === undefined) {
    const errors = names.flatMap((name): FieldError[] => (said[name] === undefined ? [{ name, text: text.missing }] : []));
    return show(c, bench, said, errors);
  }
  const { desk, officer, now, lang } = bench;
  const id = found.dataset?.declared.id ?? "";
  if (await closeDataset(desk.pool, id, { officer: officer.id, at: now }, { zh, en })) flash(c, "dataset-withdrawn");
  return c.redirect(routes.openData.to({ lang }), 303);
}

async function show(c: Http, bench: Bench, said: Said, errors: readonly FieldError[]): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const { lang } = bench;
  const here = { lang, register: found.register.id, id: found.dataset?.declared.id ?? "" };
  if (!found.dataset || found.dataset.withdrawn) return c.redirect(routes.openData.to({ lang }), 303);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.withdrawTitle} />
      </h1>
      <p>
        <strong>
          <LangText of={found.dataset.declared.title} />
        </strong>
      </p>
      <WarningText>
        <LangText of={text.withdrawText} />
      </WarningText>
      <Form action={routes.withdrawDataset.to(here)}>
        {names.map((name) => (
          <Input
            key={name}
            name={name}
            label={text[name]}
            value={said[name]}
            maxlength={most}
            error={errorOf(errors, name)}
            autocomplete="off"
          />
        ))}
        <Button kind="warning">{text.withdraw}</Button>
      </Form>
    </>
  );
  const before = <BackLink href={routes.changeDataset.to(here)}>{text.change}</BackLink>;
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.withdrawTitle, here: "registers", before, failed }, content), failed ? 422 : 200);
}
