// Where an internal case about sharing begins, with what is known filled in.
import { packsServing, type Serving } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";

/** The address on which such a case begins; undefined where no published service serves for it. */
export async function beginning(
  { desk, lang }: Bench,
  what: Serving,
  given: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const [pack] = (await packsServing(desk, what)).filter(({ header }) => header.audience === "internal");
  if (!pack) return undefined;
  const taken = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(pack.header.start, name)));
  return routes.start.to({ lang, service: pack.header.id }, taken);
}
