// What the portal leaves to a worker.
import { z } from "zod";
import { type Desk, fetchForDraft, fetchJob } from "../casework/index.ts";
import { defineJob, type Job } from "../platform/jobs/index.ts";

const question = z.object({ draft: z.uuid(), requirement: z.string() });

/** The jobs of the portal, ready for a worker. */
export const portalJobs = (desk: Desk): readonly Job[] => [defineJob(fetchJob, question, (one) => fetchForDraft(desk, one))];
