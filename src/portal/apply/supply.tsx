// How an applicant supplies one requirement: a file, a declaration, or a choice of both. The same on the pages of an
// application and in a correction; `prefix` keeps several requirements on one page apart.
import type { UploadedFile } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import { type Lang, list, size, type Text } from "../../platform/i18n/index.ts";
import { errorOf, type FieldError, FileUpload, InsetText, Radios, Tick, useSay } from "../../platform/page/index.ts";
import { declarationOf, uploadOf } from "./evidence-state.ts";
import { words } from "./messages.ts";

export interface SupplyView {
  readonly requirement: Requirement;
  readonly lang: Lang;
  readonly prefix: string;
  readonly errors: readonly FieldError[];
  /** What was sent, where it is shown again. */
  readonly sent: (name: string) => string | undefined;
  /** A file that is there already. */
  readonly file: UploadedFile | undefined;
  /** It was declared before. */
  readonly declared: boolean;
}

export function Supply({ view }: { view: SupplyView }) {
  const { requirement, errors, sent, prefix, file, declared } = view;
  const [upload, declaration] = [uploadOf(requirement), declarationOf(requirement)];
  if (upload && declaration) {
    return (
      <Radios
        name={`${prefix}way`}
        label={words.way}
        error={errorOf(errors, `${prefix}way`)}
        value={sent(`${prefix}way`) ?? (file ? "upload" : declared ? "declare" : undefined)}
        options={[
          { value: "upload", label: words.upload, reveals: <Upload view={view} name="file" /> },
          { value: "declare", label: words.declare, hint: declaration },
        ]}
      />
    );
  }
  if (upload) return <Upload view={view} name="file" />;
  return declaration ? <Declaration view={view} text={declaration} /> : null;
}

function Declaration({ view: { prefix, sent, errors, declared }, text }: { view: SupplyView; text: Text }) {
  const s = useSay();
  const name = `${prefix}declared`;
  return (
    <>
      <InsetText>
        <p>{s(text)}</p>
      </InsetText>
      <Tick name={name} label={words.iDeclare} checked={sent(name) === "yes" || declared} error={errorOf(errors, name)} />
    </>
  );
}

const accepted = { pdf: ".pdf", jpeg: ".jpg,.jpeg", png: ".png" } as const;

/** A file to choose. One that came before is named and kept, also where something else on the page was wrong. */
export function Upload({ view: { requirement, errors, prefix, file, lang }, name }: { view: SupplyView; name: "file" | "proof" }) {
  const s = useSay();
  const upload = uploadOf(requirement);
  if (!upload) return null;
  const kinds = { zh: upload.kinds.join("、").toUpperCase(), en: list(upload.kinds, "en").toUpperCase().replace(" AND ", " or ") };
  return (
    <>
      {file ? (
        <>
          <p class="e-muted">{s(words.uploaded(file.name, size(file.size, lang)))}</p>
          <input type="hidden" name={`${prefix}kept`} value={file.id} />
        </>
      ) : null}
      <FileUpload
        name={`${prefix}${name}`}
        label={words.file}
        hint={{ zh: words.fileKinds(kinds.zh).zh, en: words.fileKinds(kinds.en).en }}
        error={errorOf(errors, `${prefix}${name}`)}
        largest={upload.most * 1_000_000}
        accept={upload.kinds.map((kind) => accepted[kind]).join(",")}
      />
    </>
  );
}
