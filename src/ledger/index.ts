// What happened, so that nobody can rewrite it: commitments of entries, the log of them, receipts, the audit.
export { type Audit, type AuditOptions, audit, type Difference } from "./audit.ts";
export {
  destroyedType,
  type Entry,
  type EntryBody,
  entryBody,
  entryContext,
  entryDigest,
  entryLeaf,
  nothingSealed,
  openNonce,
} from "./entry.ts";
export { type Head, latestHead } from "./head.ts";
export { type IntegratorOptions, startIntegrator } from "./integrator.ts";
export { foundAnew, logVerifiers, openLog } from "./log.ts";
export type { Queryable } from "./queryable.ts";
export { includeReceipt, type Promised, promiseReceipt, type Receipt, receipt as receiptSchema, receiptFormat } from "./receipt.ts";
export { logRoutes } from "./routes.ts";
export type { LedgerTables } from "./tables.ts";
export { proveConsistency, proveInclusion } from "./tiles.ts";
export { readTrustedKeys, type TrustedKey } from "./verify/keys.ts";
export { type Finding, isReceipt, type ReceiptCheck, verifyReceipt } from "./verify/receipt.ts";
