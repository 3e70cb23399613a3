// Sharing between agencies: the catalogue of resources, agreements as both sides see them, figures for the city's leaders.
export {
  type Remark,
  remarks,
  type SharedAgreement,
  sharedAgreements,
  type WholeAgreement,
  wholeAgreement,
} from "./agreements.ts";
export { type AgencyFigures, type SharingRequest, sharingFigures, sharingRequests } from "./figures.ts";
export type { SharingGround } from "./ground.ts";
export { currentPacks, packsServing, type Serving } from "./packs.ts";
export { askUnder, mayAskUnder, type OwnQuestion, ownDuty, postsUnder } from "./question.ts";
export { refreshSharing } from "./refresh.ts";
export {
  type Quality,
  type Refusal,
  type Resource,
  type ResourceField,
  refusals,
  resource,
  resources,
  type Sharing,
  type Use,
} from "./resources.ts";
export { agenciesOf, type Reader, seesAgency, seesAll } from "./scope.ts";
export { type ResourceSearch, searchResources } from "./search.ts";
