// Our own extension elements, as they are read back.
import type { XmlElement } from "../xml/index.ts";
import { ERRAND, MODEL } from "./space.ts";

/** The marks of a name on an element, in order. */
export function marksOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children
    .filter((child) => child.namespace === MODEL && child.name === "extensionElements")
    .flatMap(({ children }) => children.filter((child) => child.namespace === ERRAND && child.name === name));
}

export const insideOf = (mark: XmlElement, name: string): readonly XmlElement[] =>
  mark.children.filter((child) => child.namespace === ERRAND && child.name === name);
