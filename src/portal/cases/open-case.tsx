// Opens the reader's own case for a page; any other is not there.
import { type CaseView, caseView } from "../../casework/index.ts";
import { refuse } from "../../platform/http/index.ts";
import type { PartyVisit } from "../context.ts";
import { param } from "../handle.ts";
import { refusedPage } from "../refused.tsx";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Runs a page on the case of the address. */
export const withCase =
  (page: (visit: PartyVisit, view: CaseView) => Response | Promise<Response>) =>
  async (visit: PartyVisit): Promise<Response> => {
    const id = param(visit, "id");
    if (!uuid.test(id)) return refuse(visit.c, "notFound");
    const view = await caseView(visit.desk, visit.actor, id);
    return "ok" in view ? refusedPage(visit, view) : page(visit, view);
  };
