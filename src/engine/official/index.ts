// Front door: official documents as data, by the regulations of 2012 and GB/T 9704—2012. Pure.
export {
  type DocumentFormat,
  type DocumentKind,
  documentKinds,
  isDocumentKind,
  type OfficialDocument,
} from "./document.ts";
