// All kinds of nodes, and what turns a syntax tree into code.
import { calls } from "./calls.ts";
import { register } from "./code.ts";
import { collections } from "./collections.ts";
import { literals } from "./literals.ts";
import { loops } from "./loops.ts";
import { operators } from "./operators.ts";
import { ranges } from "./tests.ts";
import { types } from "./types.ts";

for (const kinds of [literals, operators, ranges, collections, loops, calls, types]) register(kinds);

export { build, type Code, NotSupported } from "./code.ts";
export { unaryTests } from "./tests.ts";
