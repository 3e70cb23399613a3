// What the compiler says, turned into answers that an officer or a pack's author can act on.
import { z } from "zod";

/** Why a document could not be made. `line` counts from 1 in `file`; 0 where the compiler names none. */
export type RenderProblem =
  | { readonly kind: "missing-glyph"; readonly characters: readonly string[] }
  | { readonly kind: "template"; readonly message: string; readonly file: string; readonly line: number };

const diagnostics = z.array(
  z.object({
    message: z.string(),
    path: z.string(),
    severity: z.number(),
    range: z.object({ start: z.object({ line: z.number() }) }).nullable(),
  }),
);

/** The first error with a place in the template; `root` is taken off its path. */
export function templateProblem(raw: unknown, root: string): RenderProblem {
  const errors = diagnostics.parse(raw);
  const first = errors.find((d) => d.severity === 1) ?? errors[0];
  // An error inside data or a library is placed by the trace: the template's own line is what its author can change.
  const placed = first?.range ? first : (errors.find((d) => d.range && d.path === `${root}/template.typ`) ?? first);
  return {
    kind: "template",
    message: first?.message ?? "The template could not be compiled.",
    file: placed?.path.replace(`${root}/`, "") ?? "template.typ",
    line: placed?.range ? placed.range.start.line + 1 : 0,
  };
}

/**
 * The exporter's refusals arrive as one text of Rust debug output. Text that could not be displayed is read out of it; anything
 * else is a fault of the template against the chosen standard, such as an image without alternative text under PDF/UA.
 */
export function exportProblem(error: unknown): RenderProblem {
  const text = error instanceof Error ? error.message : String(error);
  const shown = [...text.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/gu)].map((m) => unescapeRust(m[1] ?? ""));
  if (shown.length > 0) return { kind: "missing-glyph", characters: [...new Set(shown)] };
  const message = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/gu)].map((m) => unescapeRust(m[1] ?? "")).join("; ");
  return { kind: "template", message: message || text, file: "template.typ", line: 0 };
}

const unescapeRust = (text: string): string =>
  text.replace(/\\+u\{([0-9a-f]+)\}/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))).replace(/\\(["'\\])/gu, "$1");
