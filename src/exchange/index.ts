// How agencies ask each other: with a purpose and a ground, for named fields, recorded on both sides.

export type { Access, AccessFilter, AccessPage, Opening, Reading } from "./access.ts";
export { fieldsTold, toldLater } from "./access.ts";
export {
  type Agreement,
  type AgreementChange,
  type AgreementStatus,
  type AgreementTerms,
  agreementHistory,
  agreements,
  agreementsFile,
  agreementTerms,
  type FiledAgreement,
  frequencies,
  loadAgreements,
} from "./agreement.ts";
export type { Answer } from "./answer.ts";
export type { AskGround } from "./ask.ts";
export { type Consenting, type ConsentTerms, type ConsentUse, consentTime, type KnownConsent } from "./consent.ts";
export { type Dependant, dependantsOf, forgetGiven, type Given } from "./dependants.ts";
export { type Consents, type Exchange, openExchange } from "./exchange.ts";
export type { HandedOn, HandingOn } from "./hand-on.ts";
export { type HolderGround, localHolder } from "./holder.ts";
export type { KeptRow } from "./kept.ts";
export type { Fields, GroundOf, Holder, Message, Question, Reply } from "./question.ts";
export { type ReasonKey, reasonKeys } from "./reason.ts";
export { type Disagreement, disagreementText, type Reconciled, type ReconcileOptions, reconcile, reconcileSides } from "./reconcile.ts";
export { fieldsShared, policiesOf } from "./rules.ts";
export type { AskingTogether, Unrecorded } from "./together.ts";
export { toldToSubjects } from "./told-export.ts";
