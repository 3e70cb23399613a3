// Officers chosen among many: words of a name, an account, a post or an agency are typed, and those in whom they occur are shown to choose
// from. Without scripts by a press of the button; with them as it is typed (look/picker.js). A form that has one answers to `find` by
// showing itself again with what was typed, and changes nothing.
import type { Text } from "../platform/i18n/index.ts";
import { Button, Checkboxes, type Choice, errorOf, type FieldError, Input, LangText, Radios } from "../platform/page/index.ts";
import type { Bench } from "./context.ts";
import { pickerScript } from "./island.ts";
import { postTitle } from "./people.ts";
import { words as text } from "./words.ts";

/** So many are shown at once; fewer than these need not be looked for. */
const mostShown = 20;
const mostWords = 80;

interface Props {
  readonly bench: Bench;
  readonly name: string;
  readonly label: Text;
  readonly hint?: Text | undefined;
  /** Their values are accounts of officers. */
  readonly options: readonly Choice[];
  /** Any of them can be chosen, not one alone. */
  readonly several?: boolean;
  /** What the form holds. */
  readonly typed: { readonly get: (name: string) => string | undefined; readonly all: (name: string) => readonly string[] };
  readonly errors: readonly FieldError[];
}

/** A field of this name; what is typed to find somebody is sent as `<name>.find`. */
export function Picker(props: Props) {
  const { bench, name, label, hint, options, typed } = props;
  const error = errorOf(props.errors, name);
  const values = typed.all(name);
  const choices = (shown: readonly Choice[], more: { label: Text; hint?: Text | undefined }) => {
    const field = { name, options: shown, error, small: true, ...more };
    return props.several ? <Checkboxes {...field} values={values} /> : <Radios {...field} value={values[0]} />;
  };
  if (options.length <= mostShown) return choices(options, { label, hint });
  const words = (typed.get(`${name}.find`) ?? "").trim().slice(0, mostWords);
  const chosen = options.filter(({ value }) => values.includes(value));
  const others = options.filter((one) => !chosen.includes(one) && isMeant(bench, one, words));
  const shown = [...chosen, ...others.slice(0, mostShown)];
  const left = others.length - Math.min(others.length, mostShown);
  return (
    <div data-picker={name} class="e-picker">
      <Input
        name={`${name}.find`}
        label={label}
        hint={hint ? { zh: `${hint.zh}${text.findHint.zh}`, en: `${hint.en} ${text.findHint.en}` } : text.findHint}
        value={words === "" ? undefined : words}
        maxlength={mostWords}
        autocomplete="off"
        error={shown.length === 0 ? error : undefined}
      />
      <Button kind="second" name="find" value={name}>
        {text.findButton}
      </Button>
      <div data-picked="" aria-live="polite" {...(shown.length === 0 ? { id: name, tabIndex: -1 } : {})}>
        {words === "" ? null : (
          <p class="e-muted">
            <LangText of={left > 0 ? text.foundMore(mostShown, left) : text.foundOfficers(others.length)} />
          </p>
        )}
        {shown.length === 0 ? null : choices(shown, { label: props.several ? text.chooseSomeFound : text.chooseFound })}
      </div>
      <script type="module" src={pickerScript.path} />
    </div>
  );
}

/** Every word occurs in the officer's name, account, or a post held today with its agency. */
function isMeant({ directory, desk, now }: Bench, { value }: Choice, typed: string): boolean {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return false;
  const posts = directory.postsOf(value, desk.day(now)).flatMap(({ name }) => [name, ...Object.values(postTitle(directory, name))]);
  const said = [value, directory.officer(value)?.name ?? "", ...posts].join("\n").toLowerCase();
  return wanted.every((one) => said.includes(one));
}
