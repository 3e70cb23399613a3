import type { Command, Option } from "./command.ts";
import { commands, everywhere } from "./table.ts";

const shown = ({ name, value }: Option) => (value ? `--${name} ${value}` : `--${name}`);
const columns = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
};

/** How a command is called, in one line. */
export function usage({ name, args, options }: Command): string {
  const parts = [...options]
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
    .map((o) => (o.required ? shown(o) : `[${shown(o)}]`));
  return ["errand", name, ...(args ? [args.text] : []), ...parts].join(" ");
}

/** A command's help, or the program's. */
export function help(command?: Command): string {
  if (!command) {
    const rows = commands.map((one) => [one.name, one.summary] as const);
    return `Errand: let data run the errands.\n\nUsage: errand COMMAND …\n\n${columns(rows)}\n\n"errand COMMAND --help" tells more of one.`;
  }
  const { summary, detail, options } = command;
  const rows = [...options, ...everywhere].map((option) => [shown(option), option.text] as const);
  const text = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.${detail ? ` ${detail}` : ""}`;
  return `Usage: ${usage(command)}\n\n${text}\n\n${columns(rows)}`;
}
