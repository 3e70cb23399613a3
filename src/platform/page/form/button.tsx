import { given } from "../given.ts";
import { useSay, type Words } from "../setting.ts";

export type ButtonKind = "main" | "second" | "warning";

const classes = (kind: ButtonKind, big?: boolean): string =>
  [
    "govuk-button",
    kind === "second" ? "govuk-button--secondary" : "",
    kind === "warning" ? "govuk-button--warning" : "",
    big ? "e-button--big" : "",
  ]
    .filter((c) => c !== "")
    .join(" ");

/** Sends its form; `name` and `value` say which button was pressed. */
export function Button(props: {
  children: Words;
  kind?: ButtonKind | undefined;
  big?: boolean | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** Sends to another address than the form's. */
  formaction?: string | undefined;
  /** Said after the words, for those who hear buttons out of their place. */
  about?: Words | undefined;
}) {
  const s = useSay();
  return (
    <button
      type="submit"
      class={classes(props.kind ?? "main", props.big)}
      {...given({ name: props.name, value: props.value, formaction: props.formaction })}
      data-once=""
    >
      {s(props.children)}
      {props.about ? <span class="govuk-visually-hidden"> {s(props.about)}</span> : null}
    </button>
  );
}

/** A link that looks like the page's next step; to those who hear it, it stays a link. */
export function ButtonLink(props: { href: string; children: Words; kind?: ButtonKind | undefined; big?: boolean | undefined }) {
  const s = useSay();
  return (
    <a href={props.href} class={classes(props.kind ?? "main", props.big)}>
      {s(props.children)}
    </a>
  );
}
