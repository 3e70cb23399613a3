// Who somebody is: parties, accounts, sessions, tokens, and who may act for whom.
export { type Changed, type Chosen, changePassword, mayChoose, openAccount, type PasswordChange, passwordChangedAt } from "./account.ts";
export { type Acting, type Actor, anonymous, type Scope, scopes, system } from "./actor.ts";
export { livingSessions } from "./alive.ts";
export { bearersOf } from "./bearers.ts";
export type { Ground } from "./ground.ts";
export { loadPeople, type People } from "./load.ts";
export { type OfficerAccount, openOfficerAccount } from "./officer-account.ts";
export {
  appointAgent,
  findParties,
  identifierBlind,
  openParty,
  organisationsOf,
  type Party,
  partiesById,
  partyByIdentifier,
  takeInParty,
} from "./party.ts";
export { samplePassword } from "./sample.ts";
export { type Credentials, type SignedIn, sessionCookie, sessionLength, signIn, signOut, sweepSessions } from "./sign-in.ts";
export { type Issued, issueToken, revokeToken, type TokenRequest, tokenHolders } from "./token.ts";
export { bearerOf, csrfHolds, csrfToken, type Session, sessionOf } from "./who.ts";
