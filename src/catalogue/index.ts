// Front door: packs as data; what they say, whether they hold together and may be published, and which are.
export {
  type ComposedPart,
  type ComposedParts,
  choiceField,
  moreExtra,
  outcomeOfEnd,
  type PartOutcome,
  partIds,
  partOutcomes,
  pinned,
  supplyExtra,
  withoutPart,
} from "./bundle/index.ts";
export { type Catalogue, catalogueOf, type PackVersion } from "./catalogue.ts";
export { type Checked, checkPack } from "./check.ts";
export { type CheckedFolder, checkFolder, packFolders } from "./check-folder.ts";
export { bpmnOf } from "./drawing.ts";
export { editorSchemas } from "./editor-schemas.ts";
export { hashFiles, type PackFiles } from "./files.ts";
export { type FolderResult, readPackFolder } from "./folder.ts";
export {
  type ChildSpec,
  type Eligibility,
  type Fact,
  type Feed,
  type LeadSpec,
  type Letter,
  type OfficialOutput,
  type Output,
  officialOutputs,
  type PackHeader,
  piecesOf,
  type RenderedOutput,
  type Requirement,
  renderedOutputs,
  type Source,
} from "./format/index.ts";
export { type HeldField, heldFields, type NamedFields } from "./held.ts";
export { type LoadResult, loadPack, type PackOf } from "./load.ts";
export type { Pack } from "./pack.ts";
export { type Place, type PlaceFolders, type PlaceResult, type RegisterOutline, readPlace } from "./place.ts";
export { compareVersions, type Published, publish } from "./publish.ts";
export { readRates } from "./rates.ts";
export type { Expectation, PartExpectation, Scenario, Step } from "./scenario.ts";
export { type Findable, searchServices } from "./search.ts";
export { parseTime } from "./time.ts";
