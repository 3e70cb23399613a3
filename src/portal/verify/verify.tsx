// The public check of a file: what exactly holds, what fails, whose key it is. The file is read, checked and forgotten.
import type { FilePart } from "../../platform/http/index.ts";
import {
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  errorOf,
  type FieldError,
  FileUpload,
  Form,
  Input,
  Tag,
  Textarea,
  useSay,
} from "../../platform/page/index.ts";
import type { Verdict, Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { readSent } from "../sent.ts";
import { kinds, words } from "./messages.ts";

/** Bytes that a file may have here. */
export const largest = 20_000_000;

const longestIdentifier = 200;

export const verifyPage = (visit: Visit): Response | Promise<Response> => shown(visit, [], "", "");

export async function verifyDone(visit: Visit): Promise<Response> {
  const { c, context, lang } = visit;
  const form = await readSent(c, ({ body }) => collect(body));
  if (!form.ok) return form.response;
  const identifier = form.fields.get("identifier") ?? "";
  const pasted = form.fields.get("text") ?? "";
  if (form.fields.get("by") === "identifier") {
    const tidy = identifier.normalize("NFKC").replaceAll(/\s/g, "").slice(0, longestIdentifier);
    if (tidy === "" || tidy === "." || tidy === "..")
      return shown(visit, [{ name: "identifier", text: words.identifierMissing }], identifier, pasted);
    return c.redirect(routes.check.to({ lang, identifier: tidy }), 303);
  }
  const [sent] = form.files;
  if (sent && sent.file === undefined) return shown(visit, [{ name: "file", text: words.tooLarge }], identifier, pasted);
  const bytes = sent?.file ?? (pasted === "" ? undefined : new TextEncoder().encode(pasted));
  if (!bytes || bytes.length === 0) return shown(visit, [{ name: "file", text: words.missing }], identifier, pasted);
  const verdict = await context.verify(bytes);
  return show(
    visit,
    { title: words.result, back: routes.verify.to({ lang }) },
    <Result verdict={verdict} again={routes.verify.to({ lang })} />,
  );
}

/** Undefined where it is too large; the rest is read and thrown away. */
async function collect(body: FilePart["body"]): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size <= largest) pieces.push(piece);
  }
  return size > largest ? undefined : new Uint8Array(Buffer.concat(pieces));
}

function shown(visit: Visit, errors: readonly FieldError[], identifier: string, pasted: string): Response | Promise<Response> {
  return show(
    visit,
    { title: words.title, failed: errors.length > 0, status: errors.length > 0 ? 422 : 200 },
    <Verify action={routes.verify.to({ lang: visit.lang })} errors={errors} identifier={identifier} pasted={pasted} />,
  );
}

function Verify({
  action,
  errors,
  identifier,
  pasted,
}: {
  action: string;
  errors: readonly FieldError[];
  identifier: string;
  pasted: string;
}) {
  const s = useSay();
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s(words.title)}</h1>
      <p class="e-lead">{s(words.lead)}</p>
      <h2>{s(words.byFile)}</h2>
      <Form action={action} upload>
        <FileUpload
          name="file"
          label={words.file}
          hint={words.fileHint}
          largest={largest}
          accept=".pdf,.json,application/pdf,application/json"
          error={errorOf(errors, "file")}
        />
        <Details summary={words.paste} open={pasted !== ""}>
          <Textarea name="text" label={words.paste} hint={words.pasteHint} value={pasted} rows={6} />
        </Details>
        <Button name="by" value="file">
          {words.doCheck}
        </Button>
      </Form>
      <h2>{s(words.byNumber)}</h2>
      <Form action={action} upload>
        <Input
          name="identifier"
          label={words.identifier}
          hint={words.identifierHint}
          value={identifier}
          error={errorOf(errors, "identifier")}
          code
        />
        <Button kind="second" name="by" value="identifier">
          {words.lookUp}
        </Button>
      </Form>
      <p class="e-muted">{s(words.offline)}</p>
    </>
  );
}

function Result({ verdict, again }: { verdict: Verdict; again: string }) {
  const s = useSay();
  const { holds, findings, kind } = verdict;
  const said = kinds[(Object.hasOwn(kinds, kind) ? kind : "unknown") as keyof typeof kinds];
  return (
    <>
      <p class="e-caption">
        {s(words.result)} {s(said)}
      </p>
      <h1>{s(holds ? words.holds : words.fails)}</h1>
      <p>{s(holds ? words.holdsText : words.failsText)}</p>
      <ul class="govuk-list e-findings">
        {findings.map(({ check, holds: one, text }) => (
          <li key={`${check} ${text.en}`} class="e-findings__item">
            <Tag kind={one === true ? "done" : one === false ? "late" : "soon"}>
              {one === true ? words.yes : one === false ? words.no : words.unknown}
            </Tag>
            <span class="e-findings__text">{s(text)}</span>
          </li>
        ))}
      </ul>
      <ButtonLink href={again} kind="second">
        {words.another}
      </ButtonLink>
    </>
  );
}
