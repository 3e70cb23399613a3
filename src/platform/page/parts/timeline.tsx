import type { ComponentChildren } from "preact";
import { useSay, type Words } from "../setting.ts";
import { DateTime } from "./text.tsx";

export interface Happening {
  readonly key: string;
  readonly title: Words;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by?: Words | undefined;
  readonly detail?: ComponentChildren;
}

/** What happened, in the order given. */
export function Timeline({ items, level }: { items: readonly Happening[]; level?: 2 | 3 | undefined }) {
  const s = useSay();
  const Heading = level === 3 ? "h3" : "h2";
  return (
    <div class="moj-timeline">
      {items.map((item) => (
        <div key={item.key} class="moj-timeline__item">
          <div class="moj-timeline__header">
            <Heading class="moj-timeline__title">{s(item.title)}</Heading>
            {item.by ? <p class="moj-timeline__byline">{s(item.by)}</p> : null}
          </div>
          <p class="moj-timeline__date">
            <DateTime at={item.at} />
          </p>
          {item.detail ? <div class="moj-timeline__description">{item.detail}</div> : null}
        </div>
      ))}
    </div>
  );
}
