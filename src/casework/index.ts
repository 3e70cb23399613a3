// Cases: submitted, worked on, decided, and everything that follows. The faces come in through here.

export { type Acted, type ActOptions, act } from "./act.ts";
export { actedFor } from "./acting.ts";
export { type Applying, applying } from "./applicant.ts";
export { enterBeside, messageSecrets } from "./beside.ts";
export { type BoardCount, boardCounts } from "./board.ts";
export { type PartWait, retryParts } from "./bundle/await-register.ts";
export { openParts } from "./bundle/open.ts";
export { askedIn, bundleOf, type PartStatus, type PartView, partsOf } from "./bundle/view.ts";
// What staff need beside: who may get a task, what would follow, what looks alike, what runs out.
export { type Candidate, lawOf, mayBeAsked, mayReceive } from "./candidates.ts";
export { chaseDue } from "./chase.ts";
export { type CaseCommand, type TaskCommand, taskCommand, type WholeCommand, wholeCommand } from "./command.ts";
export { type Consents, consentKey, consentSources, consentUntil } from "./consents.ts";
export {
  type Contact,
  type ContactKind,
  caseByNumber,
  contactKinds,
  contactsOf,
  lastContacts,
  type NewContact,
  recordContact,
  strikeContact,
} from "./contact.ts";
export { type Desk, digestRequest } from "./desk.ts";
export {
  beginDraft,
  closeDraft,
  type Draft,
  type DraftContent,
  type DraftLine,
  deleteDraft,
  draftDays,
  listDrafts,
  ownDrafts,
  readDraft,
  saveDraft,
} from "./draft.ts";
export { askForDraft, type DraftQuestion, fetchForDraft, fetchJob } from "./draft-evidence.ts";
export { casesDue, type DueQuery, type DueRow } from "./due-list.ts";
export {
  type Eligibility,
  type EligibilityField,
  type EligibilityQuestion,
  eligibilityNeeds,
  eligibilityOf,
} from "./eligibility.ts";
export { registryOf } from "./enter.ts";
export { type CountedCase, countEnded, countedCases, type RealErrands, realErrands, wordField } from "./errand-counts.ts";
export { type Errands, errandsOf } from "./errands.ts";
export {
  type Answered,
  applicable,
  type Evidence,
  fieldsOf,
  type GivenEvidence,
  prefill,
  type RegistrySource,
  registrySources,
  searchKey,
  type UploadedFile,
} from "./evidence.ts";
export { readEvidenceFile } from "./evidence-file.ts";
export { evidenceOf, type NumberedEvidence } from "./evidence-rows.ts";
export { type Answers, at as answerAt, type EvidenceFields, type Facts, factsOf, firstFacts, type Json } from "./facts.ts";
export { type FedEntry, type Feed, feedOnce, followLog } from "./feed.ts";
export { documentsOf, type FiledDocument, readDocument } from "./filed.ts";
export { type Foreseen, type ForeseenTask, foresee } from "./foresee.ts";
export { forgetConsent } from "./forget-consent.ts";
export { askAll, askRegisters, assemble } from "./gather.ts";
export { holdsPlace, placesIn } from "./group-places.ts";
export { valueGiven } from "./handed.ts";
export { type CaseRows, type History, type LiveTask, openHistory } from "./history.ts";
export { markTitle } from "./letter-data.ts";
export { type Loaded, load, loadAll, subjectOf } from "./load.ts";
export { madeProblemText } from "./made-problem.ts";
export { type CaseMove, type Move, type MoveMap, type MoveTotals, moveAll, moveCase, moveMap, readMove } from "./move/index.ts";
export { notesOf, type Supervised, supervisions, type Trail, type TrailNote, trailOf } from "./noted.ts";
export { commandIdFor, newId } from "./number.ts";
export { type NumberSeries, numberSeries, type TakenNumber, takenNumbers } from "./numbers.ts";
export { commandOf } from "./occasion.ts";
export type { LaidOut, Office, OfficeProblem, SealAct, SealedDocument, SealOrder } from "./office.ts";
export { layOfficial } from "./official.ts";
export { type OpenedCase, openedCases } from "./opened.ts";
export { recordOpening } from "./opening.ts";
export { type PaperlessDocument, paperlessDocuments } from "./paper.ts";
export { blindsOf, partyBehind, partyBlind } from "./parties.ts";
export { actingIn, type CaseSubject, commandNames, may, mayRead, type TaskSubject, workOf } from "./policy.ts";
export { agencyOf, resolvePost } from "./posts.ts";
export { type PublicLicence, publicLicence } from "./public-licence.ts";
export { noteReading } from "./reading.ts";
export { type Recall, recallOf } from "./recall.ts";
export { caseReceipt, receiptDocument, submitForReceipt } from "./receipt.ts";
export { type Received, receive } from "./receive.ts";
export { type FieldProblem, noCase, type Refused, refused } from "./refusal.ts";
export { type Related, relatedTo } from "./related.ts";
export { runningByPack } from "./running.ts";
export type { World } from "./scenario/play.ts";
export { type RenderMiss, type RenderPlace, renderMade } from "./scenario/render.ts";
export { type Miss, runScenario } from "./scenario/run.ts";
export { type Searchable, searchables } from "./searchable.ts";
export type { CaseSecret, PartyCopy } from "./secret.ts";
export { type CaseCipher, cipherOf, openCipherOf } from "./secrets.ts";
export { type RelatedCase, relatedCases } from "./subjects.ts";
export type { AnsweredBy, Submission, Submitted } from "./submission.ts";
export { submit } from "./submit.ts";
export { sweepFiles } from "./sweep.ts";
export type { CaseTables } from "./tables.ts";
export { type CommentText, commentingTask, commentsOn, commentText, settleComment, type TextComment } from "./text-comments.ts";
export { headFields, headOf, writeHead } from "./text-head.ts";
export { textNames, textTitle } from "./text-names.ts";
export { neededText } from "./text-needed.ts";
export { isWatched, type TextWarning, textWarnings } from "./text-warnings.ts";
export {
  editingTask,
  firstText,
  type KeptText,
  latestText,
  noText,
  readText,
  type SavedText,
  type SaveText,
  saveText,
  type TextVersion,
  textVersions,
} from "./texts.ts";
export { type TimelineLine, timeline } from "./timeline.ts";
export { dropExpiredDrafts, finishLate, openDue, raiseAlerts } from "./timers.ts";
export { correctable } from "./translate.ts";
export { dropOldUploads, findUpload, mostUpload, takeUpload } from "./upload.ts";
export { type Vault, vaultOf } from "./vault.ts";
export {
  type CaseView,
  type ClockView,
  caseView,
  type OutcomeOffer,
  type StageView,
  type TaskOffer,
  type TaskView,
  viewOf,
} from "./view.ts";
export { caseJobs } from "./work.ts";
export {
  type CaseListRow,
  casesOf,
  loads,
  loadsWith,
  mostCounted,
  type WorkCursor,
  type WorkQuery,
  type WorkRow,
  worklist,
} from "./worklist.ts";
