// Small parts that several pages of sharing show.
import type { Pack } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { LangText, Tag, useSay } from "../../platform/page/index.ts";
import type { Sharing } from "../../sharing/index.ts";
import { sharingText, text } from "./words.ts";

const kinds = { unconditional: "done", conditional: "soon", none: "late" } as const;

/** On what condition something is shared. */
export function SharingTags({ of }: { of: readonly Sharing[] }) {
  return (
    <span class="e-tags">
      {of.map((kind) => (
        <span key={kind}>
          <Tag kind={kinds[kind]}>{sharingText[kind]}</Tag>{" "}
        </span>
      ))}
    </span>
  );
}

/** How much is shared freely, on a condition, not at all: one bar, its numbers in words for those who do not see it. */
export function SharingBar({ free, condition, closed }: { free: number; condition: number; closed: number }) {
  const s = useSay();
  const all = Math.max(1, free + condition + closed);
  const width = 120;
  const at = (n: number): number => Math.round((n / all) * width);
  return (
    <svg width={width} height="14" viewBox={`0 0 ${width} 14`} role="img" aria-label={s(text.bar(free, condition, closed))}>
      <rect x="0" y="1" width={at(free)} height="12" fill="#1d4e89" />
      <rect x={at(free)} y="1" width={at(free + condition) - at(free)} height="12" fill="#7a9cc4" />
      <rect x={at(free + condition)} y="1" width={width - at(free + condition)} height="12" fill="#dfe6ee" />
      <rect x="0.5" y="1.5" width={width - 1} height="11" fill="none" stroke="#5b6570" />
    </svg>
  );
}

/** A share of the greatest number as a bar. */
export function Bar({ n, of }: { n: number; of: number }) {
  const width = 120;
  return (
    <svg width={width} height="14" viewBox={`0 0 ${width} 14`} aria-hidden="true">
      <rect x="0" y="1" width={of === 0 ? 0 : Math.round((n / of) * width)} height="12" fill="#1d4e89" />
    </svg>
  );
}

/** A purpose by the title of its service. */
export function Purpose({ service, packs }: { service: string; packs: readonly Pack[] }) {
  return <LangText of={purposeText(service, packs)} />;
}

export function purposeText(service: string, packs: readonly Pack[]): Text {
  if (service === "") return text.noService;
  return packs.find(({ header }) => header.id === service)?.header.title ?? { zh: service, en: service };
}
