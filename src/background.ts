// What is done without being asked for: what follows the log, jobs, and what comes round.
import {
  caseJobs,
  chaseDue,
  countEnded,
  type Desk,
  dropExpiredDrafts,
  dropOldUploads,
  type Feed,
  finishLate,
  openDue,
  raiseAlerts,
  retryParts,
  sweepFiles,
} from "./casework/index.ts";
import { forgetters } from "./compose.ts";
import { sweepSessions } from "./identity/index.ts";
import { insightFeed } from "./insight/index.ts";
import { noticesFeed, noticeTicks } from "./notices/index.ts";
import { archiveFeed, archiveJobs, carryOutAll, dropOldWorking, remindDisposals } from "./office/index.ts";
import { refreshDatasets } from "./opendata/index.ts";
import type { Traffic } from "./platform/http/index.ts";
import type { Job, Tick } from "./platform/jobs/index.ts";
import { portalJobs } from "./portal/index.ts";
import { readingJob, searchFeed } from "./search/index.ts";
import { staffingJobs } from "./staffing/index.ts";

/** The rooms that follow what happens. Exported for tests, which call them themselves. */
export const feedsOf = (desk: Desk): readonly Feed[] => [noticesFeed(desk), searchFeed(desk), archiveFeed(desk), insightFeed(desk)];

/** How long a job lets requests go before it, milliseconds. */
const jobPatience = 1000;

/** The same job, begun when few requests are under way. */
export const yielding = (job: Job, traffic: Traffic): Job => ({
  ...job,
  run: async (payload, attempt) => {
    await traffic.calm(jobPatience, attempt.signal);
    return job.run(payload, attempt);
  },
});

/** What is done in the background. Exported for tests, which do it themselves. */
export const jobsOf = (desk: Desk): readonly Job[] => [
  ...staffingJobs(desk),
  ...caseJobs(desk),
  ...portalJobs(desk),
  ...archiveJobs(desk, forgetters),
  readingJob(desk),
];

/** What is done from time to time. */
export const ticks = (desk: Desk, mail: boolean): readonly Tick[] => [
  { name: "late tasks", run: async (now) => void (await finishLate(desk, now)) },
  { name: "tasks of the day", run: async (now) => void (await openDue(desk, now)) },
  { name: "chases", run: async (now) => void (await chaseDue(desk, now)) },
  { name: "parts that wait for a register", run: async (now) => void (await retryParts(desk, now)) },
  { name: "warnings", run: async (now) => void (await raiseAlerts(desk, now)) },
  ...noticeTicks(desk, mail),
  { name: "errands", run: async () => void (await countEnded(desk)) },
  { name: "drafts", run: (now) => dropExpiredDrafts(desk, now) },
  { name: "working copies", run: (now) => dropOldWorking(desk, now) },
  { name: "uploads", run: (now) => dropOldUploads(desk, now) },
  { name: "files", run: async (now) => void (await sweepFiles(desk, now)) },
  { name: "sessions", run: async (now) => void (await sweepSessions(desk.ground, now)) },
  { name: "datasets", run: async (now) => void (await refreshDatasets({ app: desk.pool, catalogue: desk.catalogue, day: desk.day }, now)) },
  { name: "files that fall due", run: async (now) => void (await remindDisposals(desk, now)) },
  // What a process that died left of a destruction.
  { name: "disposals", run: async () => void (await carryOutAll(desk, { forget: forgetters })) },
  { name: "kept answers", run: async () => void (await desk.exchange.forgetStale()) },
];
