// Backups: everything in one archive, the keys in another, both of one instant, written while others work.
export { BackupProblem } from "./archive.ts";
export type { Manifest } from "./format.ts";
export { keysDays, type RestorePlan, type RestoreResult, readManifest, restore } from "./read.ts";
export { type BackupPlan, type BackupResult, backUp } from "./write.ts";
