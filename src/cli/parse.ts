// From words to a call of a command. What is wrong is answered in one sentence with the remedy.
import { type Command, Unusable } from "./command.ts";
import { usage } from "./help.ts";
import { commands, everywhere } from "./table.ts";

/** A parsed line; without a command it asks for help alone. */
export interface Parsed {
  readonly command?: Command;
  readonly help: boolean;
  readonly options: Record<string, string>;
  readonly switches: ReadonlySet<string>;
  readonly args: readonly string[];
}

/** Parses the words after the program's name. @throws Unusable */
export function parse(words: readonly string[]): Parsed {
  const nothing = { options: {}, switches: new Set<string>(), args: [] };
  const [first, second] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") return { help: true, ...nothing };
  const command = commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);
  if (!command) {
    const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => `"errand ${name}"`);
    if (family.length > 0 && (second === undefined || second === "--help"))
      throw new Unusable(`"errand ${first}" needs one word more: ${family.join(" or ")}.`);
    const near = nearest(
      second && !second.startsWith("-") ? `${first} ${second}` : first,
      commands.map(({ name }) => name),
    );
    throw new Unusable(`There is no command "${first}"${near ? `: did you mean "errand ${near}"?` : ': "errand --help" lists them.'}`);
  }
  return { command, ...read(command, words.slice(command.name.split(" ").length)) };
}

function read(command: Command, words: readonly string[]): Omit<Parsed, "command"> {
  const known = [...command.options, ...everywhere];
  const options: Record<string, string> = {};
  const switches = new Set<string>();
  const args: string[] = [];
  let literal = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    if (literal || !word.startsWith("-") || word === "-") {
      args.push(word);
      continue;
    }
    if (word === "--") {
      literal = true;
      continue;
    }
    const [name = "", inline] = word === "-h" ? ["help"] : split(word);
    const option = word.startsWith("--") || word === "-h" ? known.find((one) => one.name === name) : undefined;
    if (!option) {
      const near = nearest(
        name,
        known.map((one) => one.name),
      );
      throw new Unusable(
        `"errand ${command.name}" has no option ${word.split("=")[0]}${near ? `: did you mean --${near}?` : `: "errand ${command.name} --help" lists them.`}`,
      );
    }
    if (!option.value) {
      if (inline !== undefined) throw new Unusable(`--${name} takes no value.`);
      switches.add(name);
      continue;
    }
    const value = inline ?? words[++i];
    if (value === undefined || (inline === undefined && value.startsWith("--")))
      throw new Unusable(`--${name} needs a value: --${name} ${option.value}.`);
    if (value === "") throw new Unusable(`--${name} is empty: give it a value, --${name} ${option.value}.`);
    if (options[name] !== undefined) throw new Unusable(`--${name} is given twice: give it once.`);
    options[name] = value;
  }
  if (switches.has("help")) return { help: true, options, switches, args };
  for (const { name, value, required } of command.options) {
    if (required && options[name] === undefined) throw new Unusable(`--${name} ${value} is missing: ${usage(command)}`);
  }
  const { least, most, text } = command.args ?? { least: 0, most: 0, text: "" };
  if (args.length < least) throw new Unusable(`${text} is missing: ${usage(command)}`);
  if (args.length > most) throw new Unusable(`"${args[most]}" is one argument too many: ${usage(command)}`);
  return { help: false, options, switches, args };
}

function split(word: string): [string, string?] {
  const at = word.indexOf("=");
  return at < 0 ? [word.slice(2)] : [word.slice(2, at), word.slice(at + 1)];
}

/** The known word that differs least, if by at most two letters. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, distance: distance(word, one) })).sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= 2 ? best.one : undefined;
}

/** Edits (Levenshtein) between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1])));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
