// A record's fields as people read them.
import { number, t } from "../../platform/i18n/index.ts";
import { SummaryList } from "../../platform/page/index.ts";
import type { Fields, Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { Shape } from "./shape.tsx";

/** A value in words: choices by their names, bodies by their titles, numbers in figures. */
export function valueText(
  { lang, directory }: Pick<Bench, "lang" | "directory">,
  register: Register,
  name: string,
  value: string | number | undefined,
): string {
  if (value === undefined) return "—";
  const field = register.fields[name];
  const words = field?.values?.[String(value)];
  if (words) return t(words, lang);
  if (typeof value === "number") return number(value, lang);
  const body = directory.agency(value)?.title;
  return body ? t(body, lang) : value;
}

/** Up to four fields that tell a record from others: its open text first, or its key. */
export function headFields({ keys, find, search, fields }: Register, also: "open" | "all"): readonly string[] {
  const wanted = [find, search, ...keys, ...Object.keys(fields)].filter((name): name is string => name !== undefined);
  return [...new Set(wanted)]
    .filter((name) => fields[name]?.type !== "geometry" && (also === "all" || fields[name]?.class === "open"))
    .slice(0, 4);
}

export function RecordFields({ bench, register, fields }: { bench: Bench; register: Register; fields: Fields }) {
  return (
    <SummaryList
      rows={Object.entries(register.fields).flatMap(([name, { title, type }]) =>
        fields[name] === undefined
          ? []
          : [
              {
                key: title,
                value:
                  type === "geometry" ? (
                    <Shape shapes={[String(fields[name])]} title={title} />
                  ) : (
                    valueText(bench, register, name, fields[name])
                  ),
              },
            ],
      )}
    />
  );
}
