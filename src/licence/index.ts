// Verifiable outputs: licences and letters issued, and anyone's check of them.
export { makeAgencyKey, makeAuthority, type Subject, subjectName } from "./certificate.ts";
export { allHold, type Finding, finding } from "./finding.ts";
export {
  changeStatus,
  type Instrument,
  type IssuedInstrument,
  instrumentBy,
  instrumentRow,
  instrumentsOf,
  instrumentsOfCase,
  type Reservation,
  type ReservationRequest,
  reserveInstrument,
  type StatusChange,
  type StatusListServer,
  serveStatusList,
  statusListUri,
} from "./instrument-store.ts";
export { type Issued, issueLicence, type LicenceOrder } from "./issue.ts";
export { type KeyStore, openKeyStore, type Sealer } from "./key-store.ts";
export { type LetterOrder, type SignedLetter, signLetter } from "./letter.ts";
export { type Licence, licenceSchema } from "./licence.ts";
export { type OfficialStatement, signOfficial, statementName } from "./official.ts";
export { extractReceipt, type ReceiptOrder, receiptPdf } from "./receipt.ts";
export { fingerprint, type SigningKey } from "./signing-key.ts";
export { type Status, signStatusList, statuses } from "./status-list.ts";
export type { LicenceTables } from "./tables.ts";
export { inForce, readTrustedKeys, type TrustedKey, trustCertificate } from "./trust.ts";
export { type CheckTerms, verifyCredential } from "./verify-credential.ts";
export { type AnyFinding, type FileCheck, type FileTerms, type Verdict, verifyFile } from "./verify-file.ts";
export { type LicenceCheck, verifyLicence, verifySignedPdf } from "./verify-licence.ts";
