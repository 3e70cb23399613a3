// The program knows no subject: no pack's id, no post of any agency, no subject word.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Breach, isTest, literals, type Source } from "./sources.ts";

/** What may not be named. */
export interface Subject {
  readonly packs: readonly string[];
  /** Agencies' ids: a whole literal `agency/…` is refused. */
  readonly agencies: readonly string[];
  readonly words: { readonly anywhere: readonly string[]; readonly literals: readonly string[] };
}

const wordsSchema = z.object({ anywhere: z.array(z.string()), literals: z.array(z.string()) });
const cityFile = z.object({ agencies: z.array(z.object({ id: z.string() })) });

/** Reads the subject from the packs, fixtures and sample city of a checkout. */
export function readSubject(root: string): Subject {
  const packs = ["packs", "test/fixtures"].flatMap((folder) => packFolders(join(root, folder)));
  const posts = packs.flatMap(({ folder }) => {
    const file = join(folder, "procedure.yaml");
    return existsSync(file)
      ? [...readFileSync(file, "utf8").matchAll(/\b(?:by|may):\s*"?([a-z][a-z0-9-]*)\/[a-z]/g)].map((match) => match[1] ?? "")
      : [];
  });
  const city = join(root, "city/organisation.yaml");
  const own = existsSync(city) ? cityFile.parse(parse(readFileSync(city, "utf8"))).agencies.map((agency) => agency.id) : [];
  const words = wordsSchema.parse(JSON.parse(readFileSync(join(root, "test/fences/words.json"), "utf8")));
  return { packs: packs.map((pack) => pack.id), agencies: [...new Set([...posts, ...own])].filter(Boolean), words };
}

function packFolders(folder: string): { id: string; folder: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ["pack.yaml", "procedure.yaml"].some((file) => existsSync(join(folder, entry.name, file))))
    .map((entry) => ({ id: entry.name, folder: join(folder, entry.name) }));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const whole = (words: readonly string[]) =>
  words.length === 0
    ? /(?!)/
    : new RegExp(
        words.map((word) => (/^[\x20-\x7e]+$/.test(word) ? `(?<![a-z])${escaped(word)}s?(?![a-z])` : escaped(word))).join("|"),
        "i",
      );

/** Finds every place where a source knows its subject. Tests and fixtures may. */
export function findSubject(sources: readonly Source[], { packs, agencies, words }: Subject): readonly Breach[] {
  // An id of one word is a word of the language too: it counts as a whole literal only.
  const packId = whole(packs.filter((id) => id.includes("-")));
  const single = new Set(packs.filter((id) => !id.includes("-")));
  const anywhere = whole(words.anywhere);
  const inLiterals = whole(words.literals);
  const post = agencies.length === 0 ? /(?!)/ : new RegExp(`^(?:${agencies.map(escaped).join("|")})/[a-z][a-z0-9-]*$`);
  const found: Breach[] = [];
  for (const { path, text } of sources) {
    if (isTest(path) || !/\.(ts|tsx|mjs|sql)$/.test(path)) continue;
    for (const [i, line] of text.split("\n").entries()) {
      const say = (why: string) => found.push({ path, line: i + 1, why });
      const pack = packId.exec(line)?.[0];
      if (pack) say(`names the pack "${pack}"`);
      const word = anywhere.exec(line)?.[0];
      if (word) say(`knows the subject word "${word}"`);
      for (const literal of literals(line)) {
        if (single.has(literal)) say(`names the pack "${literal}"`);
        if (post.test(literal)) say(`names the post "${literal}"`);
        // A module's address or a picture's name is no text about a subject.
        const inside = /^[.@]|^node:/.test(literal) ? undefined : inLiterals.exec(literal)?.[0];
        if (inside) say(`knows the subject word "${inside}"`);
      }
    }
  }
  return found;
}
