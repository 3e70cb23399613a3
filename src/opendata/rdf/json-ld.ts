// JSON-LD 1.1: the model with a context of prefixes alone, so that no context has to be fetched to read it.
import { documentOf, iriOf, listed, prefixes, type Thing, type Value } from "./graph.ts";

const written = (value: Value): unknown => {
  if ("list" in value) return { "@list": value.list.map(written) };
  if ("iri" in value) return { "@id": iriOf(value.iri) };
  if ("a" in value) return nodeOf(value);
  if ("lang" in value) return { "@value": value.text, "@language": value.lang };
  return value.type === undefined ? value.text : { "@value": value.text, "@type": value.type };
};

function nodeOf({ id, a, says }: Thing): Record<string, unknown> {
  const pairs = Object.entries(says).flatMap(([property, value]) => {
    const values = listed(value).map(written);
    return values.length === 0 ? [] : [[property, values.length === 1 ? values[0] : values]];
  });
  return { ...(id === undefined ? {} : { "@id": iriOf(id) }), "@type": a.length === 1 ? a[0] : [...a], ...Object.fromEntries(pairs) };
}

/** Things as one JSON-LD document. */
export const jsonLd = (things: readonly Thing[]): string =>
  `${JSON.stringify({ "@context": prefixes, "@graph": documentOf(things).map(nodeOf) }, null, 1)}\n`;
