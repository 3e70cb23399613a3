// A consent was revoked: what drafts hold under it goes at once, not only when they are read next.
import type { Actor } from "../identity/index.ts";
import { withoutEnded } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { listDrafts, readDraftAsKept, saveDraft } from "./draft.ts";

const attempts = 5;

/** Lets go, in the actor's own drafts, of what was found under this consent; it no longer holds. */
export async function forgetConsent(desk: Desk, actor: Actor, consent: string): Promise<void> {
  for (const { id } of await listDrafts(desk, actor)) {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const draft = await readDraftAsKept(desk, actor, id);
      if (!draft || !Object.values(draft.content.consents ?? {}).includes(consent)) break;
      if (await saveDraft(desk, actor, draft, await withoutEnded(desk, draft.content))) break;
    }
  }
}
