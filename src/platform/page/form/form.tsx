import { randomUUID } from "node:crypto";
import type { ComponentChildren } from "preact";
import { given } from "../given.ts";
import { words } from "../messages.ts";
import { usePage, useSay, type Words } from "../setting.ts";
import { Button, ButtonLink } from "./button.tsx";

/** The names of the two hidden fields; the reader of forms takes them out again. */
export const csrfField = "_csrf";
export const onceField = "_once";

/**
 * A form that changes something. It carries the page's CSRF token and a fresh idempotency key, so that pressing twice,
 * or reloading the answer, does one thing.
 */
export function Form(props: {
  action: string;
  children: ComponentChildren;
  /** It sends files. */
  upload?: boolean | undefined;
  /** The idempotency key to send again, e.g. where a page shows the same command once more. */
  once?: string | undefined;
  id?: string | undefined;
  /** What is typed survives a lost connection in this browser, and is sent once; see keep.js. Not for files. */
  keep?: boolean | undefined;
  /** Sending it forgets everything that this browser keeps. */
  forget?: boolean | undefined;
}) {
  const { csrf, keep } = usePage();
  const kept = props.keep && !props.upload ? keep : undefined;
  return (
    <form
      method="post"
      action={props.action}
      noValidate
      {...given({
        id: props.id,
        "data-keep": kept,
        "data-forget": props.forget ? "" : undefined,
        enctype: props.upload ? "multipart/form-data" : undefined,
      })}
    >
      {csrf ? <input type="hidden" name={csrfField} value={csrf} /> : null}
      <input type="hidden" name={onceField} value={props.once ?? randomUUID()} />
      {kept === undefined ? null : <Kept />}
      {props.children}
    </form>
  );
}

/** What keep.js says, and the script itself. */
function Kept() {
  const s = useSay();
  const { assets } = usePage();
  return (
    <>
      <div role="status" class="e-kept">
        <p data-keep-say="waiting" hidden>
          <strong>{s(words.keptWaiting)}</strong> {s(words.keptWaitingMore)}
        </p>
        <p data-keep-say="sending" hidden>
          {s(words.keptSending)}
        </p>
        <p data-keep-say="restored" hidden>
          {s(words.keptRestored)}{" "}
          <button type="button" class="govuk-link e-kept__drop" data-keep-drop="">
            {s(words.keptDrop)}
          </button>
        </p>
      </div>
      <script type="module" src={assets.keep} />
    </>
  );
}

/** Asks once more before what cannot be undone; says the consequence above (children), offers the way back beside. */
export function ConfirmForm(props: {
  action: string;
  yes: Words;
  back: string;
  children: ComponentChildren;
  harmless?: boolean | undefined;
}) {
  return (
    <Form action={props.action}>
      {props.children}
      <div class="govuk-button-group">
        <Button kind={props.harmless ? "main" : "warning"} name="confirm" value="yes">
          {props.yes}
        </Button>
        <ButtonLink href={props.back} kind="second">
          {words.cancel}
        </ButtonLink>
      </div>
    </Form>
  );
}
