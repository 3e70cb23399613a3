// What a page says beside its matter: notices, confirmations, warnings, nothing-here, please-wait.

import type { ComponentChildren } from "preact";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

/** Something to know now. `done` follows a deed just done (a flash). */
export function Notification(props: {
  kind?: "notice" | "done" | undefined;
  title?: Words | undefined;
  /** Tells several on one page apart. */
  id?: string | undefined;
  children: ComponentChildren;
}) {
  const s = useSay();
  const done = props.kind === "done";
  const id = `${props.id ?? "notification"}-title`;
  return (
    <section
      class={`govuk-notification-banner${done ? " govuk-notification-banner--success" : ""}`}
      {...(done ? { role: "alert" as const, tabIndex: -1, "data-focus": "" } : {})}
      aria-labelledby={id}
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={id}>
          {s(props.title ?? (done ? words.done : words.notice))}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{props.children}</div>
    </section>
  );
}

/** The end of a journey: it is done, and here is its number. */
export function Panel(props: { title: Words; children?: ComponentChildren }) {
  const s = useSay();
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <h1 class="govuk-panel__title">{s(props.title)}</h1>
      {props.children ? <div class="govuk-panel__body">{props.children}</div> : null}
    </div>
  );
}

/** More for those who want it. */
export function Details(props: { summary: Words; children: ComponentChildren; open?: boolean | undefined }) {
  const s = useSay();
  return (
    <details class="govuk-details" open={props.open ?? false}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{s(props.summary)}</span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  );
}

/** A passage set apart: a quotation, an example. */
export const InsetText = ({ children }: { children: ComponentChildren }) => <div class="govuk-inset-text">{children}</div>;

/** A consequence that must not be missed. */
export function WarningText({ children }: { children: ComponentChildren }) {
  const s = useSay();
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{s(words.warning)} </span>
        {children}
      </strong>
    </div>
  );
}

/** Nothing here yet: says what will appear, and how. */
export function EmptyState(props: { title: Words; children?: ComponentChildren }) {
  const s = useSay();
  return (
    <div class="e-empty">
      <p class="e-empty__title">{s(props.title)}</p>
      {props.children}
    </div>
  );
}

/** Work in progress on a page that updates itself: give `Page` the same `refresh` seconds. */
export function Progress(props: { title: Words; seconds: number; done?: number | undefined; of?: number | undefined; href: string }) {
  const s = useSay();
  return (
    <div class="e-progress" role="status">
      <p class="e-progress__title">{s(props.title)}</p>
      <progress
        class="e-progress__bar"
        aria-label={s(props.title)}
        {...(props.of === undefined ? {} : { max: props.of, value: props.done ?? 0 })}
      />
      <p class="govuk-hint">
        {s(words.refreshes(props.seconds))}{" "}
        <a class="govuk-link" href={props.href}>
          {s(words.refreshNow)}
        </a>
      </p>
    </div>
  );
}

export type TagKind = "plain" | "now" | "soon" | "late" | "done";

/** A state in a word; its colour only repeats the word. */
export function Tag({ kind, children }: { kind?: TagKind | undefined; children: Words }) {
  const s = useSay();
  return <strong class={`govuk-tag e-tag--${kind ?? "plain"}`}>{s(children)}</strong>;
}
