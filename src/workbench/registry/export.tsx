// The steward writes a register out, for a purpose that is recorded before the first byte.
import { toldToSubjects } from "../../exchange/index.ts";
import { type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { Breadcrumbs, Button, ErrorSummary, type FieldError, Form, LangText, Radios } from "../../platform/page/index.ts";
import { exported, exportFormats, type Register, recordsOf, tellExport } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { groundOf, openRegister } from "./may.ts";
import { PurposeField } from "./purpose.tsx";
import { text } from "./words.ts";

const types = { csv: "text/csv; charset=utf-8", json: "application/json", jsonl: "application/x-ndjson" } as const;

export async function exportPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  return opened.ok ? show(c, bench, opened.register, []) : opened.response;
}

export async function exportFile(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  if (!opened.ok) return opened.response;
  const { register, post } = opened;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const purpose = form.fields.get("purpose");
  const format = exportFormats.find((one) => one === form.fields.get("format")) ?? "csv";
  if (purpose === undefined) return show(c, bench, register, [{ name: "purpose", text: text.purposeMissing }]);
  const fields = Object.keys(register.fields);
  const ground = groundOf(bench);
  await tellExport(ground, {
    register: register.id,
    actor: `officer:${bench.officer.id}`,
    fields,
    purpose: purpose.slice(0, 500),
    at: bench.now,
  });
  const said = purpose.slice(0, 500);
  const by = { officer: bench.officer.id, agency: register.owner, post, fields, purpose: { zh: said, en: said } };
  const told = toldToSubjects(ground, register, recordsOf(ground, register), by, bench.now);
  const pieces = exported(told, fields, format);
  return c.body(streamed(pieces), 200, {
    "content-type": types[format],
    "content-disposition": `attachment; filename="${register.id}.${format}"`,
    "cache-control": "no-store",
  });
}

/** Text as it is read: the next piece is made when it is asked for. */
function streamed(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (out) => {
      const { value, done } = await pieces.next();
      if (done) out.close();
      else out.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}

async function show(c: Http, bench: Bench, register: Register, errors: readonly FieldError[]): Promise<Response> {
  const { lang } = bench;
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
      <h1>
        <LangText of={text.export} />
      </h1>
      <p>
        <LangText of={text.exportLead} />
      </p>
      <Form action={routes.exportRegister.to({ lang, register: register.id })}>
        <PurposeField errors={errors} />
        <Radios
          name="format"
          label={text.format}
          value="csv"
          options={exportFormats.map((one) => ({ value: one, label: one.toUpperCase() }))}
        />
        <Button>{text.export}</Button>
      </Form>
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.export, here: "registers", before, failed }, content), failed ? 422 : 200);
}
