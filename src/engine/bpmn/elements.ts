// Elements of BPMN itself, and what they are called.
import type { XmlElement } from "../xml/index.ts";
import { MODEL } from "./space.ts";

/** The elements of BPMN itself; those of others are their extensions, or the diagram. */
export const ours = (element: XmlElement): readonly XmlElement[] => element.children.filter(({ namespace }) => namespace === MODEL);
export const nameOf = (element: XmlElement): string => (element.attributes.get("name") ?? "").replace(/\s+/g, " ").trim();
/** A reference without the prefix that some write before it. */
export const local = (reference: string): string => reference.trim().replace(/^[\w.-]+:/, "");
export const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
