// What is doubtful about a pack's rates: values that change nothing, shares above one, rates that no decision asks for.
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import { rateReferences } from "../rates.ts";

export const rates = (parts: Parts): Problem[] =>
  [...parts.rates.problems, ...rateReferences(parts.decisions, parts.rates)].filter(({ level }) => level === "warning");
