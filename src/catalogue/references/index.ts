// What a pack says in one file and means in another: everything named exists, and nothing is left over.
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import { claims, facts, requirements } from "./data.ts";
import { eligibility, start } from "./eligibility.ts";
import { clocks, expressions } from "./expressions.ts";
import { leave } from "./leave.ts";
import { letters, outcomes, outputs } from "./made.ts";
import { parts as partTasks } from "./parts.ts";
import { records } from "./records.ts";
import { related } from "./related.ts";
import { texts } from "./texts.ts";
import { scenarios } from "./told.ts";
import { writing } from "./writing.ts";

/** The problems between the files of one pack. */
export const references = (parts: Parts): Problem[] =>
  [
    eligibility,
    start,
    partTasks,
    texts,
    facts,
    requirements,
    expressions,
    clocks,
    outputs,
    related,
    leave,
    records,
    claims,
    letters,
    writing,
    outcomes,
    scenarios,
  ].flatMap((check) => check(parts));
