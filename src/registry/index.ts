// What agencies know: registers as data, records in two times, sealed under their owners' keys.
export { type AgencyKeys, agencyKeysIn } from "./agency-keys.ts";
export { alikeJob, alikeJobs, findAlike, lookedThrough } from "./alike.ts";
export { browse, countRecords, findRecords, type Listed, type Listing, type Point, recordsMeeting, seriesOf } from "./browse.ts";
export { readRegisters, registersSchema } from "./check.ts";
export {
  type Correction,
  correctionOf,
  correctionsForAgency,
  correctionsForCase,
  type Told,
  tell,
  toldOfRecord,
} from "./correction.ts";
export { defineRegisters, setDown } from "./define.ts";
export { type Likely, likelyDuplicates, recordsById, setApart } from "./duplicates.ts";
export { type ExportFormat, type ExportRecord, exported, exportFormats, recordsOf, tellExport } from "./export.ts";
export { fileKinds, readRows, UnreadableFile } from "./file/read.ts";
export type { FileRow, LoadOptions, LoadReport, RefusedRow } from "./file-row.ts";
export {
  classificationOf,
  type Field,
  type Fields,
  type MatchRule,
  mayWrite,
  type Register,
  type RowProblem,
  registersFile,
  type Value,
} from "./format.ts";
export { candidate, generate, generated } from "./generate.ts";
export { type Box, boxOf, type Geometry, parseGeometry } from "./geometry.ts";
export { asOf, historyOf, type Version, versionsOf } from "./history.ts";
export { loadRecords, loadRows } from "./load.ts";
export { type Looked, type LookUp, lookUp, lookUpAll, type RegistryGround, registerOf, registers, searchRegister } from "./look-up.ts";
export { type CaseRecord, holds, known, recordsOfCase } from "./of-case.ts";
export { openRows } from "./open-rows.ts";
export { keyBlind } from "./record.ts";
export { rowProblems, valueProblem } from "./row.ts";
export { type AsOf, holding } from "./versions.ts";
export { type Change, type Prepared, type Provenance, prepareChange, type Written } from "./write.ts";
