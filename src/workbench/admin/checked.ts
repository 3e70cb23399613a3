// What the check says of published packs here and today. A pack never changes, so the answer is kept for the day.
import { checkPack, type Pack } from "../../catalogue/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import { registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";

const kept = new Map<string, readonly Problem[]>();
const mostKept = 200;

/** Undefined where the installation's laws are not at hand. */
export async function checked({ context, desk, directory, now }: Bench, pack: Pack): Promise<readonly Problem[] | undefined> {
  const { laws } = context;
  if (!laws) return undefined;
  const today = desk.day(now);
  const key = `${pack.hash} ${today}`;
  const known = kept.get(key);
  if (known) return known;
  const place = { directory, laws, registers: await registers({ app: desk.pool }), today };
  const { problems } = checkPack(
    pack.files,
    place,
    "",
    (id) => Object.values(pack.parts ?? {}).find((one) => one.pack.header.id === id)?.pack,
  );
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, problems);
  return problems;
}
