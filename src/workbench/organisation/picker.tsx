// One officer chosen among many: words of a name, an account, a post or an agency are typed, and those in whom they occur are shown to choose
// from. Without scripts by a press of the button; with them as it is typed (look/picker.js).
import type { Text } from "../../platform/i18n/index.ts";
import { Button, errorOf, Input, LangText, type Option, Radios } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { pickerScript } from "../island.ts";
import { postTitle } from "../people.ts";
import { type FormView, select } from "./inputs.tsx";
import { text } from "./words.ts";

/** So many are shown as they are. */
const few = 8;
const mostFound = 20;
const mostWords = 80;

interface Props {
  readonly view: FormView;
  readonly name: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly options: readonly Option[];
}

/** A field of this name; what is typed to find somebody is sent as `<name>.find`. */
export function OfficerPicker({ view, name, label, hint, options }: Props) {
  if (options.length <= few) return select(view, name, label, options, hint);
  const { bench, typed, errors } = view;
  const words = (typed.get(`${name}.find`) ?? "").trim().slice(0, mostWords);
  const chosen = options.filter(({ value }) => value === typed.get(name));
  const others = options.filter((one) => !chosen.includes(one) && isMeant(bench, one, words));
  const shown = [...chosen, ...others.slice(0, mostFound)];
  const left = others.length - Math.min(others.length, mostFound);
  const error = errorOf(errors, name);
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
            <LangText of={left > 0 ? text.foundMore(mostFound, left) : text.foundOfficers(others.length)} />
          </p>
        )}
        {shown.length === 0 ? null : (
          <Radios name={name} label={text.chooseFound} small options={shown} value={typed.get(name)} error={error} />
        )}
      </div>
      <script type="module" src={pickerScript.path} />
    </div>
  );
}

/** Every word occurs in the officer's name, account, or a post held today with its agency. */
function isMeant({ directory, desk, now }: Bench, { value }: Option, typed: string): boolean {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return false;
  const posts = directory.postsOf(value, desk.day(now)).flatMap(({ name }) => [name, ...Object.values(postTitle(directory, name))]);
  const said = [value, directory.officer(value)?.name ?? "", ...posts].join("\n").toLowerCase();
  return wanted.every((one) => said.includes(one));
}
