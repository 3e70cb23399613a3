// Front door: the articles that public services cite, when they are in force, and their text where it is at hand.
export { articleInForce, type Citation, cite, type Standing, standing } from "./cite.ts";
export { type Law, type Laws, law } from "./format.ts";
export { type LawsResult, loadLaw, parseLaws } from "./load.ts";
