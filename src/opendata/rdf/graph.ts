// One model of linked data from which every serialisation is written: things with their properties.

/** Something that is said of a thing: another thing by its address, or in place; a text in a language; a typed value; things in their order. */
export type Value =
  | { readonly list: readonly Value[] }
  | { readonly iri: string }
  | Thing
  | { readonly text: string; readonly lang: string }
  | { readonly text: string; readonly type?: string };

/** A thing: with an address, or known by its place alone. Classes and properties are written `prefix:name`. */
export interface Thing {
  readonly id?: string;
  readonly a: readonly string[];
  readonly says: Readonly<Record<string, Value | readonly Value[] | undefined>>;
}

/** The vocabularies used. */
export const prefixes = {
  cpsv: "http://purl.org/vocab/cpsv#",
  csvw: "http://www.w3.org/ns/csvw#",
  cv: "http://data.europa.eu/m8g/",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  eli: "http://data.europa.eu/eli/ontology#",
  foaf: "http://xmlns.com/foaf/0.1/",
  hydra: "http://www.w3.org/ns/hydra/core#",
  org: "http://www.w3.org/ns/org#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  spdx: "http://spdx.org/rdf/terms#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

/** `dct:title` in full. */
export function fullOf(short: string): string {
  const [prefix = "", ...name] = short.split(":");
  const base = Object.hasOwn(prefixes, prefix) ? prefixes[prefix as keyof typeof prefixes] : undefined;
  if (base === undefined || name.length !== 1) throw new RangeError(`no vocabulary is known for ${short}`);
  return `${base}${name[0]}`;
}

/** Characters that no address in RDF has (Turtle 1.1 §6.4, IRIREF), percent-encoded. */
export const iriOf = (address: string): string =>
  address.replace(/[\p{Cc} <>"{}|^`\\]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** A text in both languages. */
export const both = ({ zh, en }: { readonly zh: string; readonly en: string }): readonly Value[] => [
  { text: zh, lang: "zh" },
  { text: en, lang: "en" },
];

/** What is said under one property, as a list. */
export const listed = (value: Value | readonly Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as Value];

/**
 * A document's things: whatever has an address stands once at the top, however often it was described in place, and is pointed at
 * from there.
 */
export function documentOf(things: readonly Thing[]): readonly Thing[] {
  const known = new Map<string, Thing>();
  const lift = (value: Value): Value => {
    if ("list" in value) return { list: value.list.map(lift) };
    if (!("a" in value)) return value;
    if (value.id === undefined) return { ...value, says: lifted(value.says) };
    put(value);
    return { iri: value.id };
  };
  const lifted = (says: Thing["says"]): Thing["says"] =>
    Object.fromEntries(Object.entries(says).map(([property, value]) => [property, listed(value).map(lift)]));
  const put = (thing: Thing): void => {
    const id = thing.id ?? "";
    if (known.has(id)) return;
    // Its place first, so that what it points at comes after it, and so that it may point at itself.
    known.set(id, thing);
    known.set(id, { ...thing, says: lifted(thing.says) });
  };
  for (const thing of things) put(thing);
  return [...known.values()];
}
