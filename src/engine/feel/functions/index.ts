// Every built-in function by its name.
import { contexts } from "./contexts.ts";
import { lists } from "./lists.ts";
import { numbers } from "./numbers.ts";
import { ranges } from "./ranges.ts";
import { rates } from "./rates.ts";
import { Builtin, type Functions } from "./signature.ts";
import { statistics } from "./statistics.ts";
import { temporal } from "./temporal.ts";
import { text } from "./text.ts";

const all: Functions = { ...contexts, ...lists, ...statistics, ...numbers, ...ranges, ...rates, ...temporal, ...text };

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  Object.entries(all).map(([name, signatures]) => [name, new Builtin(name, signatures)]),
);
