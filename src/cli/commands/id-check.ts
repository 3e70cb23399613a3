import { checkResidentId, checkUscc, tidyIdentifier } from "../../engine/identifier/index.ts";
import { type Run, Unusable } from "../command.ts";

const checks = {
  uscc: (number: string) => checkUscc(number),
  "resident-id": (number: string) => checkResidentId(number, { today: new Date().toISOString().slice(0, 10) }),
} as const;

export const run: Run = async ({ options: { kind = "" }, args, json, out }) => {
  if (kind !== "uscc" && kind !== "resident-id") throw new Unusable(`--kind "${kind}" is not known: use uscc or resident-id.`);
  const results = args.map((number) => {
    const { valid, why } = checks[kind](tidyIdentifier(number));
    return { number, valid, why: why ? out.say(why) : null };
  });
  if (json) out.json(results);
  else for (const { number, valid, why } of results) out.line(`${number}  ${valid ? "valid" : `invalid: ${why}`}`);
  return results.every((result) => result.valid) ? 0 : 1;
};
