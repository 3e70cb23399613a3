// Strings that break what was not thought through: read from naughty.json, where long ones are written as a repetition.
import { readFileSync } from "node:fs";

type Written = string | { readonly repeat: string; readonly times: number };

export const naughty: readonly string[] = (
  JSON.parse(readFileSync(new URL("naughty.json", import.meta.url), "utf8")) as readonly Written[]
).map((one) => (typeof one === "string" ? one : one.repeat.repeat(one.times)));
