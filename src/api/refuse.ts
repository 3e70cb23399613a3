import type { Refused } from "../casework/index.ts";

/** Carries a refusal out of a handler; the API's edge turns it into problem+json. */
export class Refuse extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
