// A small strict XML reader: namespaces, entities of XML itself, and the line of every element, so that a
// problem can be pointed at. No DTD, hence no entity that expands and no file that is fetched.

export type { XmlElement, XmlProblem } from "./parse.ts";
export { parseXml } from "./parse.ts";
