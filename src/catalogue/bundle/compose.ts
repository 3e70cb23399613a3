// A bundle put together from its pack.yaml and the packs of its parts. Pure; everything that does not fit is told at once.
import { compileForm } from "../../engine/form/index.ts";
import { type Problem, readYaml, type YamlDocument } from "../../platform/yaml/index.ts";
import type { PackFiles } from "../files.ts";
import type { BundleSpec, PackHeader } from "../format/index.ts";
import type { Pack } from "../pack.ts";
import { type ComposedParts, choiceFact, choiceField, consentField, type Misfit } from "./composed.ts";
import { both } from "./condition.ts";
import { composeFacts } from "./facts.ts";
import { feedProblems } from "./feeds.ts";
import { sortFields } from "./fields.ts";
import { composeForm, type OwnForm } from "./form.ts";
import { clockLack, composeProcedure, composeTexts } from "./procedure.ts";
import { type Conditioned, composeRequirements, composeSupplies, laterConsents } from "./requirements.ts";

/** A bundle as a pack of its own: its header filled up, its files with those that were made for it. */
export interface Composition {
  readonly header: PackHeader;
  readonly files: PackFiles;
  readonly parts: ComposedParts;
}

export type Compose =
  | { readonly ok: true; readonly composition: Composition }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Puts a bundle together. `packOf` gives the pack of a part by its id. */
export function compose(
  header: PackHeader,
  bundle: BundleSpec,
  files: PackFiles,
  document: YamlDocument,
  packOf: (id: string) => Pack | undefined,
): Compose {
  const found = partPacks(bundle, packOf);
  const told = (misfits: readonly Misfit[]): Problem[] =>
    misfits.map(({ path, message }) => ({ file: document.file, ...document.at(path), message, level: "error" }));
  if (found.misfits.length > 0) return { ok: false, problems: told(found.misfits) };
  const { sorted, misfits } = sortFields(bundle, found.packs);
  const own = ownForm(files);
  const conditioned = sorted.map((part): Conditioned => {
    const chosen = part.spec.choice ? `list contains(${choiceFact}, "${part.key}")` : undefined;
    const same = [...Object.keys(bundle.same), ...Object.values(bundle.same)].filter((name) => name.startsWith(`${part.key}/`));
    return {
      ...part,
      wanted: both(chosen, part.spec.when),
      factNames: {},
      laterNames: new Set(),
      sameAs: new Set(same.map((name) => name.slice(part.key.length + 1))),
    };
  });
  const ownIds = new Set(header.requirements.map(({ id }) => id));
  const first = composeRequirements(conditioned, ownIds);
  const facts = composeFacts(conditioned, first.names);
  // A requirement that hangs on what is known later is met later.
  const parts = conditioned.map((part): Conditioned => {
    const later = facts.later[part.key] ?? new Set();
    const waiting = part.pack.header.requirements.filter(
      ({ when }) => when !== undefined && [...later].some((name) => when.includes(name)),
    );
    return { ...part, laterNames: later, late: new Set([...part.late, ...waiting.map(({ id }) => id)]) };
  });
  const requirements = composeRequirements(parts, ownIds);
  const supplies = composeSupplies(parts, new Set([...ownIds, ...requirements.requirements.map(({ id }) => id)]));
  const supplied = parts.filter(({ key }) => Object.keys(supplies.names[key] ?? {}).length > 0);
  const form = composeForm(parts, requirements.names, own);
  const problems = told([...misfits, ...feedProblems(sorted), ...facts.misfits, ...form.misfits, ...headerMisfits(header, bundle, parts)]);
  if (problems.length > 0) return { ok: false, problems };
  const consents = new Map(parts.filter((part) => laterConsents(part).length > 0).map(({ key }) => [key, consentField(key)]));
  const choice = parts.some(({ spec }) => spec.choice);
  const composed: PackHeader = {
    ...header,
    requirements: [...header.requirements, ...requirements.requirements, ...supplies.requirements],
    facts: {
      ...(choice ? { [choiceFact]: { type: "list" as const, answer: `/${choiceField}` } } : {}),
      ...facts.facts,
      ...header.facts,
    },
    // Whoever is told that a part was not opened is told why.
    reasons: [...new Set([...header.reasons, "not-opened"])],
    fees: parts.flatMap(({ pack }) => pack.header.fees),
    texts: files["procedure.yaml"] === undefined ? composeTexts(header, parts, supplied) : header.texts,
  };
  return {
    ok: true,
    composition: {
      header: composed,
      files: {
        ...facts.files,
        ...files,
        "form.yaml": JSON.stringify(form.form),
        "procedure.yaml": files["procedure.yaml"] ?? JSON.stringify(composeProcedure(header, parts, supplied)),
      },
      parts: Object.fromEntries(
        parts.map(({ key, pack, spec, fields, feeds, awaits }) => [
          key,
          {
            ...{ key, pack, spec, fields, feeds, awaits },
            requirements: requirements.names[key] ?? {},
            supplies: supplies.names[key] ?? {},
            consent: consents.get(key),
          },
        ]),
      ),
    },
  };
}

function partPacks(bundle: BundleSpec, packOf: (id: string) => Pack | undefined): { packs: Record<string, Pack>; misfits: Misfit[] } {
  const packs: Record<string, Pack> = {};
  const misfits: Misfit[] = [];
  if (Object.keys(bundle.parts).length < 2)
    misfits.push({ path: ["bundle", "parts"], message: { zh: "一件事至少要有两个部分。", en: "A bundle has two parts at least." } });
  for (const [key, { pack: id }] of Object.entries(bundle.parts)) {
    const pack = packOf(id);
    const path = ["bundle", "parts", key, "pack"];
    if (!pack) misfits.push({ path, message: { zh: `没有可用的事项包“${id}”。`, en: `There is no pack "${id}" that can be used.` } });
    else if (pack.parts)
      misfits.push({ path, message: { zh: `“${id}”自己就是一件事，不能作为部分。`, en: `"${id}" is a bundle itself.` } });
    else packs[key] = pack;
  }
  return { packs, misfits };
}

function* headerMisfits(header: PackHeader, bundle: BundleSpec, parts: readonly Conditioned[]): Generator<Misfit> {
  if (clockLack(bundle, header))
    yield {
      path: ["bundle", "clock"],
      message: {
        zh: `time 里没有名为“${bundle.clock}”的时限。`,
        en: `"time" names no clock "${bundle.clock}" (time.statutory.clock or time.promised.clock).`,
      },
    };
  if (header.fees.length > 0)
    yield {
      path: ["fees"],
      message: { zh: "一件事的收费由各部分合计，请删去。", en: "A bundle's fees are those of its parts; remove them here." },
    };
  for (const { key, pack } of parts) {
    const stranger = header.applicants.find((kind) => pack.header.audience !== "child" && !pack.header.applicants.includes(kind));
    if (stranger !== undefined)
      yield {
        path: ["bundle", "parts", key],
        message: {
          zh: `“${pack.header.id}”的申请人（applicants）里没有 ${stranger}。`,
          en: `"${pack.header.id}" cannot be applied for by a ${stranger}; see its applicants.`,
        },
      };
  }
}

/** The bundle's own questions; a faulty form is told of when the whole is read. */
function ownForm(files: PackFiles): OwnForm | undefined {
  const source = files["form.yaml"];
  if (source === undefined) return undefined;
  const read = readYaml("form.yaml", source);
  const compiled = compileForm(source);
  return read.ok && compiled.ok ? compiled.form : undefined;
}
