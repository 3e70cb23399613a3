// Numbers that people, organisations and licences are known by: checks, and the check characters themselves.
export { divisionKnown } from "./division.ts";
export { makeLicenceIdentifier, mod3736CheckCharacter, mod3736Holds } from "./mod3736.ts";
export { checkResidentId, type ResidentIdOptions, residentCheckCharacter } from "./resident-id.ts";
export { tidyIdentifier } from "./tidy.ts";
export { checkUscc, makeUscc } from "./uscc.ts";
export type { Verdict } from "./verdict.ts";
