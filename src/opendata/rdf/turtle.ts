// Turtle 1.1, written from the same model as JSON-LD.
import n3, { type BlankNode, type NamedNode, type Quad_Object, type Quad_Subject } from "n3";
import { documentOf, fullOf, iriOf, listed, prefixes, type Thing, type Value } from "./graph.ts";

const { DataFactory, Writer } = n3;
const { blankNode, literal, namedNode, quad } = DataFactory;
const rdf = (name: string) => namedNode(`http://www.w3.org/1999/02/22-rdf-syntax-ns#${name}`);
const type = rdf("type");

/** Things as one Turtle document. */
export function turtle(things: readonly Thing[]): string {
  const writer = new Writer({ prefixes });
  let blanks = 0;
  const write = ({ id, a, says }: Thing): Quad_Subject => {
    const subject = id === undefined ? blankNode(`b${++blanks}`) : namedNode(iriOf(id));
    // What stands in place is written first: a subject's own lines stay together.
    const objects = Object.entries(says).flatMap(([property, value]) =>
      listed(value).map((one): [string, Quad_Object] => [property, objectOf(one)]),
    );
    for (const name of a) writer.addQuad(quad(subject, type, namedNode(fullOf(name))));
    for (const [property, object] of objects) writer.addQuad(quad(subject, namedNode(fullOf(property)), object));
    return subject;
  };
  const objectOf = (value: Value): Quad_Object => {
    if ("list" in value) return chain(value.list.map(objectOf));
    if ("iri" in value) return namedNode(iriOf(value.iri));
    if ("a" in value) return write(value);
    if ("lang" in value) return literal(value.text, value.lang);
    return value.type === undefined ? literal(value.text) : literal(value.text, namedNode(fullOf(value.type)));
  };
  /** A list of RDF: each item points at the rest. */
  const chain = (items: readonly Quad_Object[]): Quad_Object =>
    items.reduceRight<NamedNode | BlankNode>((rest, item) => {
      const cell = blankNode(`b${++blanks}`);
      writer.addQuad(quad(cell, rdf("first"), item));
      writer.addQuad(quad(cell, rdf("rest"), rest));
      return cell;
    }, rdf("nil"));
  for (const thing of documentOf(things)) write(thing);
  let text = "";
  writer.end((_, result: string) => {
    text = result;
  });
  return text;
}
