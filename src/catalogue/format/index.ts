// The pack format, by what its parts are for.
export { key, text } from "../../platform/yaml/index.ts";
export { type BundleSpec, type Feed, feedOf, type PartSpec } from "./bundle.ts";
export type { ChildSpec, LeadSpec } from "./cases.ts";
export type { Fact, Requirement, Source } from "./evidence.ts";
export {
  type Letter,
  type OfficialOutput,
  type Output,
  officialOutputs,
  piecesOf,
  type RenderedOutput,
  renderedOutputs,
  type Written,
} from "./outputs.ts";
export { type PackHeader, pack } from "./pack.ts";
export { article, shapes } from "./patterns.ts";
export type { Eligibility } from "./service.ts";
