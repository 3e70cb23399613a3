// Front door: official documents and files. Texts, layout and seals, the archive.
export { archiveJobs, type CarryOut, carryOut, carryOutAll, type Forget, listsUnderWay, type Step } from "./archive/dispose.ts";
export { type Package, packageOf } from "./archive/export/package.ts";
export { archiveFeed, fileAll } from "./archive/file.ts";
export { bury, gravesIn, gravesName, keysFit } from "./archive/graves.ts";
export { type Hold, holdsOf, liftHold, mostReason, placeHold, standingHolds } from "./archive/hold.ts";
export {
  certificateOf,
  type DisposalLine,
  type DisposalList,
  disposalLists,
  dueCount,
  type ListState,
  listLines,
  openList,
} from "./archive/list.ts";
export { askLoan, decideLoan, type Loan, lendingDesk, loansBy, mostDays, returnLoan } from "./archive/loan.ts";
export { currentPlan, type FilePlan, filePlanIn, loadFilePlan, type Retention } from "./archive/plan.ts";
export { agenciesOf, approverPosts, archivesOf, keeperPost } from "./archive/policy.ts";
export { type ArchiveFile, exportAsKeeper, exportFile, openFile, readFiled } from "./archive/read.ts";
export { remindDisposals } from "./archive/remind.ts";
export { approveList, makeList, proposeList, reviewLines, startList, turnBack } from "./archive/review.ts";
export { type FileLine, fileByNumber, searchFiles } from "./archive/search.ts";
export {
  type AgencyArchive,
  type ArchiveFigures,
  agencyArchives,
  archiveFigures,
  lendingFigures,
  seesEveryArchive,
} from "./archive/statistics.ts";
export { layOut } from "./layout/index.ts";
export {
  changeSeal,
  keepingPosts,
  listPath,
  namedKeepers,
  nameKeeper,
  officeOf,
  recordFinding,
  type SealChange,
  type SealFigure,
  type SealKeeper,
  type SealState,
  type SealUse,
  sealChanges,
  sealFigures,
  sealKeepers,
  sealUses,
  serveSealStatuses,
} from "./seal/index.ts";
export type { WordRead } from "./text/from-word.ts";
export { mostWord, readWord } from "./text/read-word.ts";
export {
  beginWriting,
  dropOldWorking,
  dropWorking,
  keepWorking,
  type Officer,
  type OtherWriter,
  otherWriters,
  saysMore,
  type Working,
  type WorkingHead,
  workingOf,
} from "./text/working.ts";
export { writeText } from "./text/write.ts";
export { writeWord } from "./text/write-word.ts";
