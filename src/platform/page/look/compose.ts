// A room's stylesheet: our colours, then what is taken from govuk-frontend, then what is ours.

import { readFileSync } from "node:fs";
import { govuk } from "./govuk.ts";
import { parse, write } from "./stylesheet.ts";
import { colours } from "./tokens.ts";

const files = {
  portal: ["base", "form", "parts", "pictures", "portal", "print"],
  workbench: ["base", "form", "parts", "pictures", "workbench", "texts", "print"],
} as const;

const tokens = `:root{${Object.entries(colours)
  .map(([name, value]) => `--${name}:${value}`)
  .join(";")}}`;

/** The stylesheet of one of the two rooms, without needless white space. */
export function stylesheet(room: keyof typeof files): string {
  const own = files[room].map((name) => readFileSync(new URL(`${name}.css`, import.meta.url), "utf8")).join("\n");
  return tokens + govuk() + write(parse(own));
}
