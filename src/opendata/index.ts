// Front door: what the city publishes for anyone to use.
export { type DeclarationProblem, declarationProblems, declareDatasets } from "./declare.ts";
export { declaredDatasets } from "./declared.ts";
export {
  type Dataset,
  type Declared,
  type Distribution,
  datasetsFile,
  declared as declaration,
  type Entry,
  type PublishedField,
} from "./format.ts";
export type { OpenDataGround } from "./ground.ts";
export { type AgencyPackage, closePackage, operatorClosesPackage, type PackageLine, packageBy, packagesOf } from "./package/own.ts";
export { type PublishedPackage, publishPackage } from "./package/publish.ts";
export { type PackageProblem, type PackageRead, readPackage } from "./package/read.ts";
export { fileOf, pageOf, uriOf } from "./places.ts";
export { type RefreshGround, refreshDatasets } from "./refresh.ts";
export { createOpenData } from "./routes.ts";
export { type Facet, type Found, facets, type Place, type Search, searchDatasets } from "./search.ts";
export {
  closeDataset,
  coverable,
  type DatasetChange,
  datasetChanges,
  datasetState,
  datasetsOfRegisters,
  type Opening,
  type OpeningRefused,
  openDataset,
  previewDataset,
  type StewardsDataset,
} from "./steward.ts";
export { datasetBy, putDataset, rowOf } from "./store.ts";
export {
  type Classification,
  classificationTitles,
  type Format,
  type Frequency,
  formatName,
  formats,
  frequencies,
  type Licence,
  licences,
  type Theme,
  themes,
} from "./vocabulary.ts";
export { type Withdrawn, withdrawnBy } from "./withdrawn.ts";
