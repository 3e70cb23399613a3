// A leave that a case granted is entered, and with it who stands in: the work goes there from the first day to the last.

import { z } from "zod";
import { commandOf, type Desk, load, type Refused } from "../casework/index.ts";
import { notify } from "../notices/index.ts";
import type { Directory, Officer } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { defineJob, type Job } from "../platform/jobs/index.ts";
import { type Changed, enterGranted } from "./change.ts";

export const staffingJobs = (desk: Desk): readonly Job[] => [
  defineJob("case-leave", z.object({ case: z.uuid(), task: z.number().int() }), async ({ case: id, task }) => enterLeave(desk, id, task)),
];

async function enterLeave(desk: Desk, id: string, no: number): Promise<void> {
  const [loaded, directory] = [await load(desk, id), await desk.organisation.current()];
  const spec = loaded?.pack.header.leave;
  const by = loaded?.snapshot.state.tasks[String(no)]?.officer;
  if (!loaded || !directory || !spec || !by) return;
  const { answers } = loaded.secret();
  const said = (pointer: string | undefined): string => String((pointer && answers[pointer.slice(1)]) ?? "");
  const officer = loaded.snapshot.roles[spec.officer];
  const today = desk.day(desk.now());
  const [first, to] = [said(spec.from), said(spec.to)];
  const tell = (text: Text, which: string) =>
    notify(
      desk.pool,
      [...new Set([officer, by])].flatMap((one) =>
        one
          ? [{ officer: one, kind: "delegated" as const, case: id, text, href: "/workbench/stand-ins", once: `leave:${id}:${no}:${which}` }]
          : [],
      ),
      desk.now(),
    );
  if (typeof officer !== "string") return;
  // What is granted when it has begun counts from today: the past is not rewritten.
  const from = first < today ? today : first;
  if (to < from) return void (await tell(words.past, "past"));
  const occasion = (what: string): string => commandOf(desk, `leave:${id}:${no}:${what}`);
  const entered = settled(await enterGranted(desk, by, { type: "leave", officer, from, to }, occasion("leave")));
  if (!entered.ok) return void (await tell(words.not(entered.why), "not"));
  const typed = said(spec.instead).trim();
  if (typed === "") return;
  const instead = named(directory, typed, officer, from);
  if (!instead) return void (await tell(words.nobody, "nobody"));
  const own = new Set(directory.postsOf(instead.id, from).map(({ name }) => name));
  for (const post of directory.postsOf(officer, from)) {
    // Whoever holds the same post does its work as it is.
    if (post.to !== undefined || own.has(post.name)) continue;
    const stood = settled(
      await enterGranted(
        desk,
        by,
        { type: "substitute", post: post.name, for: officer, officer: instead.id, from, to, reason: loaded.row.number },
        occasion(post.name),
      ),
    );
    if (!stood.ok) await tell(words.notIn(post.title, stood.why), post.name);
  }
}

/** By account; or by name, where one colleague of the same agency has it. */
function named(directory: Directory, typed: string, officer: string, on: string): Officer | undefined {
  const known = directory.officer(typed);
  if (known) return known;
  const agencies = new Set(directory.postsOf(officer, on).map(({ agency }) => agency));
  const found = directory
    .officers()
    .filter((one) => one.name === typed && directory.postsOf(one.id, on).some(({ agency }) => agencies.has(agency)));
  return found.length === 1 ? found[0] : undefined;
}

/** Busy is tried again by the job; what stands against it is told. */
function settled(done: Changed | Refused): { readonly ok: true } | { readonly ok: false; readonly why: Text } {
  if (done.ok) return done;
  if (done.status === 503) throw new Error("the organisation is being changed");
  return { ok: false, why: done.errors?.[0]?.detail ?? done.title };
}

const words = {
  past: { zh: "批准的休假已经过去，没有登记。", en: "The leave that was granted is over already; nothing was entered." },
  not: (why: Text): Text => ({ zh: `批准的休假没有登记：${why.zh}`, en: `The leave that was granted was not entered: ${why.en}` }),
  nobody: {
    zh: "休假已登记。申请里写的代岗人找不到，请负责人另行安排代岗。",
    en: "The leave was entered. Nobody is known by the name of the stand-in that was asked for: let the head name one.",
  },
  notIn: (post: Text, why: Text): Text => ({
    zh: `休假已登记，“${post.zh}”没有安排代岗：${why.zh}`,
    en: `The leave was entered, but nobody stands in as “${post.en}”: ${why.en}`,
  }),
} as const;
