import type { Definitions } from "../engine/decision/index.ts";
import type { Form } from "../engine/form/index.ts";
import type { Model } from "../engine/procedure/index.ts";
import type { Rates } from "../engine/rates/index.ts";
import type { ComposedParts } from "./bundle/index.ts";
import type { PackFiles } from "./files.ts";
import type { PackHeader } from "./format/index.ts";
import type { Scenario } from "./scenario.ts";

/** A pack, read and compiled: frozen by its content. */
export interface Pack {
  /** SHA-256 over the files, hexadecimal. */
  readonly hash: string;
  readonly header: PackHeader;
  readonly model: Model;
  readonly form: Form;
  /** By file name: `routing.dmn`. */
  readonly decisions: Readonly<Record<string, Definitions>>;
  /** Amounts, shares and scales with their dates, by name. */
  readonly rates: Rates;
  /** Typst sources by path: `templates/licence.typ`. */
  readonly templates: Readonly<Record<string, string>>;
  /** First words of texts in plain lines, by path: `templates/notice.txt`. */
  readonly wordings: Readonly<Record<string, string>>;
  /** By path, in the order of their names. */
  readonly scenarios: readonly { readonly file: string; readonly scenario: Scenario }[];
  readonly files: PackFiles;
  /** Of a bundle: its parts by their keys, each pinned to a version of its pack. */
  readonly parts?: ComposedParts;
}
