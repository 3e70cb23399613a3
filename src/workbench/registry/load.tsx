// The steward loads a file: everything or nothing, or the rows that fit; the report names row, column and remedy.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { bodyLimits, type Http, readUpload, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  Checkboxes,
  ErrorSummary,
  errorOf,
  type FieldError,
  FileUpload,
  Form,
  LangText,
  Notification,
  Radios,
  Table,
} from "../../platform/page/index.ts";
import { fileKinds, type LoadReport, loadRows, type Register, readRows, UnreadableFile } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { openRegister } from "./may.ts";
import { text } from "./words.ts";

export async function loadPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  return opened.ok ? show(c, bench, opened.register, {}) : opened.response;
}

export async function loadFile(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench, true);
  if (!opened.ok) return opened.response;
  const { register } = opened;
  // The file waits in a folder of its own until the form is read to its end: what is to be done with it may stand after it.
  const folder = await mkdtemp(join(tmpdir(), "errand-load-"));
  try {
    const path = join(folder, "file");
    const form = await readUpload(c, async ({ body, filename }) => {
      await pipeline(body, createWriteStream(path, { mode: 0o600 }));
      return filename;
    });
    if (!form.ok) return form.response;
    const name = form.files.find((one) => one.name === "file")?.file;
    if (name === undefined) return show(c, bench, register, { errors: [{ name: "file", text: text.fileMissing }] });
    const options = { goodRows: form.fields.get("how") === "good", corrects: form.fields.all("corrects").includes("yes") };
    return show(c, bench, register, { report: await load(bench, register, path, name.slice(0, 200), options) });
  } catch (error) {
    if (error instanceof UnreadableFile) return show(c, bench, register, { errors: [{ name: "file", text: error.text }] });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(
  { desk, officer, now }: Bench,
  register: Register,
  path: string,
  file: string,
  options: { readonly goodRows: boolean; readonly corrects: boolean },
): Promise<LoadReport> {
  const hash = createHash("sha256");
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(path)) {
      hash.update(piece);
      yield piece;
    }
  };
  const client = await desk.pool.connect();
  try {
    return await loadRows(client, desk.keys, register, readRows(register, file, bytes()), {
      ...options,
      file,
      actor: `officer:${officer.id}`,
      as: "app",
      now,
      today: desk.day(now),
      sha256: () => hash.digest(),
    });
  } finally {
    client.release();
  }
}

async function show(
  c: Http,
  bench: Bench,
  register: Register,
  { errors = [], report }: { readonly errors?: readonly FieldError[]; readonly report?: LoadReport },
): Promise<Response> {
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
      {report ? <Report report={report} /> : null}
      <h1>
        <LangText of={text.load} />
      </h1>
      <Form action={routes.loadRegister.to({ lang, register: register.id })} upload>
        <FileUpload
          name="file"
          label={text.file}
          hint={text.fileHint}
          accept={fileKinds.join(",")}
          largest={bodyLimits.upload}
          error={errorOf(errors, "file")}
        />
        <Radios
          name="how"
          label={text.how}
          value="all"
          options={[
            { value: "all", label: text.allOrNothing },
            { value: "good", label: text.goodRows },
          ]}
        />
        <Checkboxes
          name="corrects"
          label={text.corrects}
          hint={text.correctsHint}
          values={[]}
          options={[{ value: "yes", label: text.corrects }]}
        />
        <Button>{text.send}</Button>
      </Form>
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.load, here: "registers", before, failed }, content), failed ? 422 : 200);
}

/** Refused rows that a page shows. */
const mostShown = 200;

function Report({ report }: { report: LoadReport }) {
  const { added, changed, same, refused, refusedRows, done } = report;
  return (
    <>
      <Notification kind={done ? "done" : "notice"}>
        <p>
          <LangText of={done ? text.loaded(added, changed, same, refusedRows) : text.nothingLoaded(refusedRows)} />
        </p>
      </Notification>
      {refused.length > 0 ? (
        <Table
          caption={text.report}
          rows={refused.slice(0, mostShown)}
          rowKey={({ row, column }) => `${row} ${column}`}
          columns={[
            { title: text.row, heads: true, numeric: true, cell: ({ row }) => row },
            { title: text.column, cell: ({ column }) => column },
            { title: text.remedy, cell: ({ message }) => <LangText of={message} /> },
          ]}
        />
      ) : null}
    </>
  );
}
