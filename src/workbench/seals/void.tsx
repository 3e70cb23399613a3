// Declaring one use of a seal void: asked once more, with its ground, since it cannot be undone.
import { changeSeal, type SealUse, sealUses } from "../../office/index.ts";
import { flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  LangText,
  Textarea,
  WarningText,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { mayChange, organOf } from "./may.ts";
import { text } from "./words.ts";

const mostGround = 500;

/** The use that the address names, where the reader may declare it void. */
async function useOf(c: Http, bench: Bench): Promise<SealUse | undefined> {
  const organ = organOf(c, bench);
  const n = Number(c.req.param("n"));
  if (organ === undefined || !mayChange(bench, organ) || !Number.isSafeInteger(n) || n < 1 || n >= 2 ** 31 - 1) return undefined;
  const [use] = await sealUses(bench.desk.pool, { organ, before: n + 1, limit: 1 });
  return use?.n === n ? use : undefined;
}

export async function sealVoidPage(c: Http, bench: Bench): Promise<Response> {
  const use = await useOf(c, bench);
  return use === undefined ? refuse(c, "notFound") : shown(c, bench, use, [], undefined);
}

async function shown(c: Http, bench: Bench, use: SealUse, errors: readonly FieldError[], typed: string | undefined): Promise<Response> {
  const { directory, lang } = bench;
  const { organ, n } = use;
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.voidTitle} />
      </h1>
      <p>
        <LangText of={agencyTitle(directory, organ)} /> · <LangText of={text.nth(n)} /> · {use.number ?? use.caseNumber}
      </p>
      <WarningText>
        <LangText of={text.voidLead} />
      </WarningText>
      <Form action={routes.sealVoid.to({ lang, organ, n: String(n) })}>
        <Textarea
          name="ground"
          label={text.ground}
          hint={text.groundHint}
          value={typed}
          maxlength={mostGround}
          rows={3}
          error={errorOf(errors, "ground")}
        />
        <Button kind="warning">{text.declareVoid}</Button>
      </Form>
    </>
  );
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.seals.to({ lang }), label: text.seals },
        { href: routes.seal.to({ lang, organ }), label: agencyTitle(directory, organ) },
      ]}
    />
  );
  const frame = { title: text.voidTitle, here: "seals", before, failed: errors.length > 0 };
  return sendPage(c, await framed(bench, frame, content), errors.length > 0 ? 422 : 200);
}

export async function sealVoid(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang, now } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const use = await useOf(c, bench);
  if (use === undefined) return refuse(c, "notFound");
  const ground = form.fields.get("ground");
  if (ground === undefined || ground.length > mostGround)
    return shown(c, bench, use, [{ name: "ground", text: text.groundMissing }], ground);
  const { organ, n } = use;
  const done = await changeSeal(desk.pool, { organ, n, state: "revoked", from: now, at: now, officer: officer.id, ground });
  if (done === "done") flash(c, "seal-use-void");
  return c.redirect(routes.seal.to({ lang, organ }), 303);
}
