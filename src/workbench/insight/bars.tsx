// Two lengths of each of a few things side by side, where it matters how they compare; the table beside says the same in figures.
import { number } from "../../platform/i18n/index.ts";
import { usePage, useSay, type Words } from "../../platform/page/index.ts";

export interface Bar {
  readonly label: Words;
  readonly whole: number;
  /** The darker part. */
  readonly part: number;
}

const height = 10;

export function Bars({ title, bars }: { readonly title: Words; readonly bars: readonly Bar[] }) {
  const s = useSay();
  const { lang } = usePage();
  const most = Math.max(...bars.map(({ whole }) => whole));
  if (bars.length < 2 || most <= 0) return null;
  const length = (value: number): number => (value / most) * 100;
  const says = bars.map(({ label, whole, part }) => `${s(label)}: ${number(part, lang)} / ${number(whole, lang)}`);
  return (
    <figure class="e-bars">
      <figcaption>{s(title)}</figcaption>
      <div role="img" aria-label={says.join(lang === "zh" ? "；" : "; ")}>
        {bars.map(({ label, whole, part }) => (
          <div key={s(label)} class="e-bars__one">
            <span>{s(label)}</span>
            <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
              <rect class="e-bars__whole" width={Math.max(0.5, length(whole))} height={height} />
              <rect class="e-bars__part" width={length(part)} height={height} />
            </svg>
          </div>
        ))}
      </div>
    </figure>
  );
}
