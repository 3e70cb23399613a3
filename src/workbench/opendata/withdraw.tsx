// A steward withdraws a dataset, of a register or brought in as a data package: asked once more, with the reason that everybody will read.
import { closeDataset, closePackage } from "../../opendata/index.ts";
import { flash, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { BackLink, Button, ErrorSummary, errorOf, type FieldError, Form, Input, LangText, WarningText } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { opened } from "./dataset.tsx";
import { openedPackage } from "./package.tsx";
import { text } from "./words.ts";

const most = 500;
const names = ["whyZh", "whyEn"] as const;
type Said = Readonly<Partial<Record<(typeof names)[number], string>>>;
type Steward = Parameters<typeof closeDataset>[2];

/** What is to be withdrawn, where it is asked and where one came from. */
interface Leaving {
  readonly title: Text;
  readonly gone: boolean;
  readonly here: string;
  readonly back: { readonly href: string; readonly label: Text };
  close(steward: Steward, why: Text): Promise<unknown>;
}

type Find = (c: Http, bench: Bench) => Promise<Response | Leaving>;

const dataset: Find = async (c, bench) => {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const { declared, withdrawn } = found.dataset ?? { declared: undefined, withdrawn: undefined };
  const place = { lang: bench.lang, register: found.register.id, id: declared?.id ?? "" };
  return {
    title: declared?.title ?? { zh: "", en: "" },
    gone: declared === undefined || withdrawn !== undefined,
    here: routes.withdrawDataset.to(place),
    back: { href: routes.changeDataset.to(place), label: text.change },
    close: (steward, why) => closeDataset(bench.desk.pool, place.id, steward, why),
  };
};

const dataPackage: Find = async (c, bench) => {
  const found = await openedPackage(c, bench);
  if (found instanceof Response) return found;
  const { id, title } = found.dataset;
  const place = { lang: bench.lang, id };
  return {
    title,
    gone: found.withdrawn,
    here: routes.withdrawPackage.to(place),
    back: { href: routes.dataPackage.to(place), label: title },
    close: (steward, why) => closePackage(bench.desk.pool, id, steward, why),
  };
};

const asked = (find: Find) => async (c: Http, bench: Bench) => {
  const found = await find(c, bench);
  return found instanceof Response ? found : show(c, bench, found, {}, []);
};

const done = (find: Find) => async (c: Http, bench: Bench) => {
  const found = await find(c, bench);
  if (found instanceof Response) return found;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const said: Said = Object.fromEntries(names.map((name) => [name, form.fields.get(name)?.slice(0, most)]));
  const { whyZh: zh, whyEn: en } = said;
  if (zh === undefined || en === undefined) {
    const errors = names.flatMap((name): FieldError[] => (said[name] === undefined ? [{ name, text: text.missing }] : []));
    return show(c, bench, found, said, errors);
  }
  const { officer, now, lang } = bench;
  if (await found.close({ officer: officer.id, at: now }, { zh, en })) flash(c, "dataset-withdrawn");
  return c.redirect(routes.openData.to({ lang }), 303);
};

export const withdrawPage = asked(dataset);
export const withdraw = done(dataset);
export const withdrawPackagePage = asked(dataPackage);
export const withdrawPackage = done(dataPackage);

async function show(
  c: Http,
  bench: Bench,
  { title, gone, here, back }: Leaving,
  said: Said,
  errors: readonly FieldError[],
): Promise<Response> {
  if (gone) return c.redirect(routes.openData.to({ lang: bench.lang }), 303);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.withdrawTitle} />
      </h1>
      <p>
        <strong>
          <LangText of={title} />
        </strong>
      </p>
      <WarningText>
        <LangText of={text.withdrawText} />
      </WarningText>
      <Form action={here}>
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
  const before = <BackLink href={back.href}>{back.label}</BackLink>;
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.withdrawTitle, here: "registers", before, failed }, content), failed ? 422 : 200);
}
