// A clock as a bar of its days: used, stopped (hatched, with the ground), left, overdue; each day explained on demand.

import type { ComponentChildren } from "preact";
import { date, weekday, workdays } from "../../i18n/index.ts";
import { words } from "../messages.ts";
import { Details } from "../parts/notices.tsx";
import { usePage, useSay, type Words } from "../setting.ts";

export type ClockKind = "used" | "stopped" | "left" | "overdue";

/** A stretch of the clock, in the order of time. */
export interface ClockPart {
  readonly kind: ClockKind;
  readonly days: number;
  /** Why it stood still. */
  readonly ground?: Words | undefined;
}

/** One calendar day and whether it counts. */
export interface ClockDay {
  readonly date: string;
  readonly counts: boolean;
  readonly why: Words;
}

export interface ClockBarProps {
  readonly id: string;
  readonly title: Words;
  readonly parts: readonly ClockPart[];
  /** How the days are counted and named: `workdays` by default. */
  readonly unit?: ((n: number) => Words) | undefined;
  /** What to say beside the title: when it ends. */
  readonly due?: ComponentChildren;
  /** The end may move, as no calendar is published yet. */
  readonly provisional?: boolean | undefined;
  /** Few days are left: said in amber; the words say it too. */
  readonly soon?: boolean | undefined;
  readonly days?: readonly ClockDay[] | undefined;
}

const width = 640;
const height = 20;

export function ClockBar(props: ClockBarProps) {
  const s = useSay();
  const { lang } = usePage();
  const unit = props.unit ?? workdays;
  const parts = props.parts.filter((p) => p.days > 0);
  const all = parts.reduce((sum, p) => sum + p.days, 0) || 1;
  const legend = parts.map((p) => ({
    part: p,
    words: `${s(words[p.kind])} ${s(unit(p.days))}${p.ground ? (lang === "zh" ? `（${s(p.ground)}）` : ` (${s(p.ground)})`) : ""}`,
  }));
  const each = width / all;
  let x = 0;
  return (
    <div class={`e-clock${props.soon ? " e-clock--soon" : ""}`}>
      <p class="e-clock__head">
        <span class="e-clock__title">{s(props.title)}</span>
        {props.due ? <span class="e-clock__due">{props.due}</span> : null}
      </p>
      <svg class="e-clock__bar" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-labelledby={`${props.id}-t`}>
        <title
          id={`${props.id}-t`}
        >{`${s(props.title)}${lang === "zh" ? "：" : ": "}${legend.map((l) => l.words).join(lang === "zh" ? "，" : ", ")}`}</title>
        <defs>
          <pattern id={`${props.id}-h`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="c-ground" width="8" height="8" />
            <rect class="c-hatch" width="3" height="8" />
          </pattern>
        </defs>
        {parts.map((p) => {
          const from = x;
          x += p.days * each;
          return (
            <g key={from}>
              <rect
                class={`c-${p.kind}`}
                {...(p.kind === "stopped" ? { fill: `url(#${props.id}-h)` } : {})}
                x={from}
                y="0"
                width={p.days * each}
                height={height}
              />
              {/* A tick between days, while they can still be told apart. */}
              {each >= 8 && p.days > 1 ? (
                <path
                  class="c-tick"
                  d={Array.from({ length: p.days - 1 }, (_, i) => `M${(from + (i + 1) * each).toFixed(1)} 0V${height}`).join("")}
                />
              ) : null}
            </g>
          );
        })}
      </svg>
      <ul class="e-clock__legend">
        {legend.map((l, i) => (
          <li key={`${i}`} class={`e-clock__part e-clock__part--${l.part.kind}`}>
            {l.words}
          </li>
        ))}
      </ul>
      {props.provisional ? <p class="govuk-hint">{s(words.provisional)}</p> : null}
      {props.days && props.days.length > 0 ? <DayByDay days={props.days} /> : null}
    </div>
  );
}

function DayByDay({ days }: { days: readonly ClockDay[] }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <Details summary={words.dayByDay}>
      <table class="govuk-table e-days">
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">
              {s(words.date)}
            </th>
            <th scope="col" class="govuk-table__header">
              {s(words.counts)}
            </th>
            <th scope="col" class="govuk-table__header">
              {s(words.why)}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((d) => (
            <tr key={d.date} class={d.counts ? "e-days__counts" : "e-days__rests"}>
              <td class="govuk-table__cell e-figures">
                {date(d.date, lang)} {weekday(d.date, lang)}
              </td>
              <td class="govuk-table__cell">{s(d.counts ? words.dayCounts : words.dayCountsNot)}</td>
              <td class="govuk-table__cell">{s(d.why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Details>
  );
}
