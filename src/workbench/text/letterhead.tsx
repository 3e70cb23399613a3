// What stands above a text that becomes an official document: its title and whom it is addressed to, as the case says them.
import { officialOutputs } from "../../catalogue/index.ts";
import { SummaryList } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle } from "../people.ts";
import type { OpenText } from "./open.ts";

const rows = [
  ["title", { zh: "标题", en: "Title" }],
  ["recipients", { zh: "主送", en: "Addressed to" }],
  ["copies", { zh: "抄送", en: "Copies to" }],
] as const;

/** Nothing where the text becomes no document, or nothing is said yet. */
export function Letterhead({ bench, opened: { view, name } }: { bench: Bench; opened: OpenText }) {
  const { pack, snapshot, row, secret } = view.loaded;
  const output = officialOutputs(pack.header).find(({ text }) => text === name);
  if (!output) return null;
  const value = (source: string | undefined): readonly string[] => {
    const [kind = "", rest = ""] = source?.startsWith("/") ? ["answer", source.slice(1)] : (source?.split(/:(.*)/s) ?? []);
    const found =
      kind === "answer"
        ? secret().answers[rest]
        : kind === "fact"
          ? snapshot.facts[rest]
          : kind === "role"
            ? row.run.roles[rest]
            : kind === "const"
              ? rest
              : undefined;
    return [found].flat().flatMap((one) => (typeof one === "string" && one !== "" ? [one] : []));
  };
  const shown = rows.flatMap(([field, label]) => {
    const words = value(output.fields[field]).map((one) =>
      bench.directory.agency(one) ? agencyTitle(bench.directory, one)[bench.lang] : one,
    );
    return words.length === 0 ? [] : [{ key: label, value: words.join(bench.lang === "zh" ? "、" : ", ") }];
  });
  return shown.length === 0 ? null : <SummaryList rows={shown} />;
}
