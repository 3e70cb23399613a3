// The map by which running cases are moved to another version of their pack, as a file says it.
import { z } from "zod";
import { compareVersions, type Pack, type PackVersion } from "../../catalogue/index.ts";
import { strayName } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { key, parseYaml } from "../../platform/yaml/index.ts";
import type { Desk } from "../desk.ts";

const version = z.string().regex(/^(\d+\.\d+\.\d+|[0-9a-f]{8,64})$/, "version");

/** `stages` and `tasks` say old name → new name; what is not named keeps its name. `from` and `to` are versions, or (the beginnings of) hashes. */
export const moveMap = z.strictObject({
  pack: key,
  from: version,
  to: version,
  stages: z.record(key, key).default({}),
  tasks: z.record(key, key).default({}),
});
export type MoveMap = z.infer<typeof moveMap>;

const shapes = {
  key: { zh: "小写字母开头的名称（字母、数字、连字符）", en: "a name of small letters, digits and hyphens that begins with a letter" },
  version: { zh: "版本号（如 1.2.0）或内容哈希（至少前 8 位）", en: "a version such as 1.2.0, or a hash (its first 8 digits at least)" },
} as const satisfies Record<string, Text>;

/** A map whose two versions are published, and which names only what they have. */
export interface Move {
  readonly from: Pack;
  readonly to: Pack;
  readonly stages: Readonly<Record<string, string>>;
  readonly tasks: Readonly<Record<string, string>>;
}

export type MoveRead = { readonly ok: true; readonly move: Move } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a map, YAML or JSON, and finds its versions. Problems name file, line and remedy. */
export async function readMove(
  desk: Pick<Desk, "catalogue">,
  file: string,
  source: string,
  say: (text: Text) => string,
): Promise<MoveRead> {
  const parsed = parseYaml(file, source, moveMap, shapes);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((one) => `${one.file}:${one.line}: ${say(one.message)}`) };
  const { value, document } = parsed;
  const wrong = (path: string, text: Text): MoveRead => ({ ok: false, problems: [`${file}:${document.at([path]).line}: ${say(text)}`] });
  const versions = (await desk.catalogue.versions()).filter(({ id }) => id === value.pack);
  if (versions.length === 0) return wrong("pack", unknownPack(value.pack));
  const [from, to] = [find(versions, value.from), find(versions, value.to)];
  if (!from.ok) return wrong("from", from.text);
  if (!to.ok) return wrong("to", to.text);
  if (from.one.hash === to.one.hash) return wrong("to", sameVersion);
  if (compareVersions(to.one.version, from.one.version) < 0) return wrong("to", olderVersion(to.one.version, from.one.version));
  const [left, right] = await Promise.all([desk.catalogue.pack(from.one.hash), desk.catalogue.pack(to.one.hash)]);
  const stray = strayName(left.model, right.model, value);
  if (stray !== undefined) return wrong(Object.entries(value.stages).flat().includes(stray) ? "stages" : "tasks", strayIn(stray));
  return { ok: true, move: { from: left, to: right, stages: value.stages, tasks: value.tasks } };
}

type Found = { readonly ok: true; readonly one: PackVersion } | { readonly ok: false; readonly text: Text };

function find(versions: readonly PackVersion[], wanted: string): Found {
  const fitting = versions.filter(({ version, hash }) => version === wanted || (!wanted.includes(".") && hash.startsWith(wanted)));
  const [one, other] = fitting;
  if (one && !other) return { ok: true, one };
  const known = versions.map(({ version, hash }) => `${version} (${hash.slice(0, 12)})`).join(", ");
  return { ok: false, text: one ? ambiguous(wanted, known) : unknownVersion(wanted, known) };
}

const unknownPack = (id: string): Text => ({
  zh: `没有发布过“${id}”这个事项包，请核对 pack。`,
  en: `No pack "${id}" was ever published here. Check pack.`,
});
const unknownVersion = (wanted: string, known: string): Text => ({
  zh: `没有“${wanted}”这个版本，已发布的有：${known}。`,
  en: `There is no version "${wanted}". Published are: ${known}.`,
});
const ambiguous = (wanted: string, known: string): Text => ({
  zh: `“${wanted}”对应多个版本，请改用哈希：${known}。`,
  en: `"${wanted}" stands for several versions. Name one by its hash: ${known}.`,
});
const sameVersion: Text = { zh: "起止是同一个版本，没有什么要迁移。", en: "Both are the same version: there is nothing to move." };
const olderVersion = (to: string, from: string): Text => ({
  zh: `${to} 早于 ${from}：只能迁移到更新的版本。`,
  en: `${to} is older than ${from}: cases move to a newer version only.`,
});
const strayIn = (name: string): Text => ({
  zh: `“${name}”在原版本或新版本中不存在，请改正对照表。`,
  en: `"${name}" is in neither the old version's names (left) nor the new one's (right). Correct the map.`,
});
