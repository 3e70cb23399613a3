// The inputs that the forms of the organisation are made of, with what was typed in them and what was wrong with it.
import type { VNode } from "preact";
import type { Pack } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Code, DateInput, errorOf, type FieldError, Input, LangText, type Option, Select, SummaryList } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { postTitle } from "../people.ts";
import { dateTyped, type Typed } from "./typed.ts";
import { text } from "./words.ts";

export interface FormView {
  readonly bench: Bench;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** Current services, for what is limited to some of them. */
  readonly packs: readonly Pack[];
}

/** Fields whose value cannot be changed in the form. */
export const hidden = (typed: Typed, ...names: readonly string[]) =>
  names.map((name) => {
    const value = typed.get(name);
    return value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />;
  });

export const date = ({ typed, errors }: FormView, name: string, label: Text, hint?: Text) => (
  <DateInput name={name} label={label} hint={hint} value={dateTyped(typed, name)} error={errorOf(errors, name)} />
);

export const input = ({ typed, errors }: FormView, name: string, label: Text, more: { hint?: Text; code?: boolean; max?: number } = {}) => (
  <Input
    name={name}
    label={label}
    hint={more.hint}
    value={typed.get(name)}
    code={more.code}
    maxlength={more.max ?? 200}
    autocomplete="off"
    error={errorOf(errors, name)}
  />
);

export const clock = ({ typed, errors }: FormView, name: string, label: Text, hint?: Text) => (
  <Input
    name={name}
    label={label}
    hint={hint}
    value={typed.get(name)}
    width={5}
    code
    optional
    maxlength={5}
    autocomplete="off"
    error={errorOf(errors, name)}
  />
);

export function select(
  { typed, errors }: FormView,
  name: string,
  label: Text,
  options: readonly Option[],
  hint?: Text,
  empty?: Text,
): VNode {
  return (
    <Select name={name} label={label} hint={hint} options={options} empty={empty} value={typed.get(name)} error={errorOf(errors, name)} />
  );
}

/** What the form is about, where it cannot be changed. */
export function Named({
  view: { bench },
  what,
  post,
}: {
  view: FormView;
  what: string | { zh: string; en: string };
  post?: string | undefined;
}) {
  return (
    <SummaryList
      rows={[
        { key: text.which, value: <LangText of={what} /> },
        ...(post === undefined
          ? []
          : [
              {
                key: text.post,
                value: (
                  <>
                    <LangText of={postTitle(bench.directory, post)} /> <Code>{post}</Code>
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
