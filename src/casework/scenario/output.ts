// What an output of a scenario says of itself: numbers are the first of their series.
import type { Json } from "../facts.ts";
import type { Play } from "./play.ts";

/** The number or identifier of an output; undefined for one that bears none. `record` gives fields of records written so far. */
export function outputOf(
  play: Pick<Play, "pack" | "now" | "world">,
  id: string,
  what: string,
  record: (register: string, field: string) => Json | undefined,
): Json | undefined {
  if (what === "identifier") return `${id}-1`;
  const number = play.pack.header.outputs.find((one) => one.id === id)?.number;
  if (number === undefined || what !== "number") return undefined;
  if ("record" in number) {
    const [register = "", field = ""] = number.record.split("/");
    return record(register, field);
  }
  const { year } = Temporal.Instant.fromEpochMilliseconds(play.now).toZonedDateTimeISO(play.world.zone);
  return number.format.replaceAll("{year}", String(year)).replaceAll("{n}", "1");
}
