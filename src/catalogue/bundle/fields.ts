// Which questions of the parts are the same question, and which need no asking because another part yields the answer.
import { type BundleSpec, type Feed, feedOf } from "../format/index.ts";
import type { Pack } from "../pack.ts";
import type { Misfit } from "./composed.ts";

/** A part with its questions sorted out. */
export interface Sorted {
  readonly key: string;
  readonly pack: Pack;
  readonly spec: BundleSpec["parts"][string];
  readonly feeds: Readonly<Record<string, Feed>>;
  readonly awaits: readonly string[];
  /** Fields that the bundle answers. */
  readonly fields: Readonly<Record<string, string>>;
  /** Requirements that can be met only when the part is opened: they hang on what it is fed. */
  readonly late: ReadonlySet<string>;
}

/** Sorts the questions of every part; `packs` holds the pack of each part. */
export function sortFields(spec: BundleSpec, packs: Readonly<Record<string, Pack>>): { sorted: Sorted[]; misfits: Misfit[] } {
  const misfits: Misfit[] = [...nameProblems(spec, packs)];
  const sorted = Object.entries(spec.parts).map(([key, part]): Sorted => {
    const pack = packs[key] as Pack;
    const feeds = Object.fromEntries(Object.entries(part.feeds).map(([pointer, source]) => [pointer.slice(1), feedOf(source)]));
    const awaits = [...new Set([...part.after, ...Object.values(feeds).map((feed) => feed.part)])];
    const late = lateOf(pack, new Set(Object.keys(feeds)));
    const fields = Object.fromEntries(
      Object.entries(pack.form.fields).flatMap(([field, { from }]) => {
        if (Object.hasOwn(feeds, field) || (from !== undefined && late.has(from.split("/")[0] ?? ""))) return [];
        return [[field, nameOf(spec, key, field)]];
      }),
    );
    return { key, pack, spec: part, feeds, awaits, fields, late };
  });
  return { sorted, misfits };
}

/** The requirements of a part that are searched by what it is fed, by a field which such a requirement fills, or that hang on a fact of those. */
function lateOf(pack: Pack, fed: ReadonlySet<string>): Set<string> {
  const late = new Set<string>();
  const unknown = new Set(fed);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { id, sources } of pack.header.requirements) {
      const hangs = sources.some(
        (source) => "registry" in source && source.by !== "applicant" && unknown.has(source.by.split("/")[1] ?? ""),
      );
      if (!hangs || late.has(id)) continue;
      late.add(id);
      grew = true;
      for (const [field, { from }] of Object.entries(pack.form.fields)) if (from?.split("/")[0] === id) unknown.add(field);
    }
  }
  return late;
}

/** What a part's field is called in the bundle. */
export function nameOf(spec: BundleSpec, part: string, field: string): string {
  let at = `${part}/${field}`;
  for (const seen = new Set<string>(); spec.same[at] !== undefined && !seen.has(at); at = spec.same[at] ?? at) seen.add(at);
  const [owner = part, name = field] = at.split("/");
  return spec.apart.includes(at) ? `${owner.replaceAll("-", "_")}_${name}` : name;
}

function* nameProblems(spec: BundleSpec, packs: Readonly<Record<string, Pack>>): Generator<Misfit> {
  const known = (name: string) => {
    const [part = "", field = ""] = name.split("/");
    return Object.hasOwn(packs, part) && Object.hasOwn(packs[part]?.form.fields ?? {}, field);
  };
  const missing = (name: string) => ({ zh: `没有“${name}”这一项问题。`, en: `There is no question "${name}".` });
  for (const [from, to] of Object.entries(spec.same)) {
    if (!known(from)) yield { path: ["bundle", "same", from], message: missing(from) };
    if (!known(to)) yield { path: ["bundle", "same", from], message: missing(to) };
    let at: string | undefined = to;
    for (const seen = new Set([from]); at !== undefined; at = spec.same[at]) {
      if (seen.has(at)) {
        yield { path: ["bundle", "same", from], message: { zh: `“${from}”绕回了自己。`, en: `"${from}" leads back to itself.` } };
        break;
      }
      seen.add(at);
    }
  }
  for (const [n, name] of spec.apart.entries()) if (!known(name)) yield { path: ["bundle", "apart", n], message: missing(name) };
}
