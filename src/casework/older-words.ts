// The words for what a case did under versions of its pack that it runs under no more: stages, tasks and outcomes that the present version
// has not keep the titles that they had.
import type { Pack, PackHeader } from "../catalogue/index.ts";
import { compareVersions } from "../catalogue/index.ts";
import type { Desk } from "./desk.ts";

type Texts = PackHeader["texts"];

/** The texts of all versions that were published of a pack, the present one's before older ones'. */
export async function wordsOfAll({ catalogue }: Pick<Desk, "catalogue">, { hash, header }: Pack): Promise<Texts> {
  const published = (await catalogue.versions()).filter((one) => one.id === header.id && one.hash !== hash);
  const older = published.toSorted((a, b) => compareVersions(a.version, b.version));
  const packs = await Promise.all(older.map((one) => catalogue.pack(one.hash)));
  const all = [...packs.map((one) => one.header.texts), header.texts];
  const kinds = Object.keys(header.texts) as (keyof Texts)[];
  return Object.fromEntries(kinds.map((kind) => [kind, Object.assign({}, ...all.map((texts) => texts[kind]))])) as Texts;
}

/** A task as its row names it. */
interface Named {
  readonly stage: string;
  readonly key: string;
  readonly extra: boolean | null;
  readonly outcome: string | null;
}

/** The pack with words for all that its case did. */
export async function wordedFor(desk: Pick<Desk, "catalogue">, pack: Pack, tasks: readonly Named[]): Promise<Pack> {
  const { texts } = pack.header;
  const known = ({ stage, key, extra, outcome }: Named): boolean =>
    Object.hasOwn(texts.stages, stage) &&
    Object.hasOwn(extra ? texts.extras : texts.tasks, key) &&
    (outcome === null || Object.hasOwn(texts.outcomes, outcome));
  return tasks.every(known) ? pack : { ...pack, header: { ...pack.header, texts: await wordsOfAll(desk, pack) } };
}
