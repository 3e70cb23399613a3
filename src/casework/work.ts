// Casework in the background: what the system itself does in a case. Every job may run again after it was done.

import { z } from "zod";
import { system } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { defineJob, GiveUp, type Job } from "../platform/jobs/index.ts";
import { alikeJob, findAlike } from "../registry/index.ts";
import { act } from "./act.ts";
import { agreeing } from "./agree.ts";
import { closeAnswered, tellAnswered } from "./answered.ts";
import { forgo } from "./awaited.ts";
import { enterBeside } from "./beside.ts";
import { openParts } from "./bundle/open.ts";
import { tellOthers } from "./bundle/tell.ts";
import { withdrawParts } from "./bundle/withdraw.ts";
import { chaseChildren, redate } from "./chase.ts";
import { openChild, tellParent } from "./children.ts";
import { correctedJob, tellOfCorrection } from "./corrected.ts";
import type { Desk } from "./desk.ts";
import { makeNotice, makeOutputs } from "./documents.ts";
import { registryOf } from "./enter.ts";
import { load } from "./load.ts";
import { commandOf, settle } from "./occasion.ts";

const task = z.object({ case: z.uuid(), task: z.number().int().positive() });
const letter = task.extend({ letter: z.string(), seq: z.number().int().positive() });
const whole = z.object({ case: z.uuid() });
const changed = whole.extend({ seq: z.number().int().positive() });
const parent = z.object({ child: z.uuid(), parent: z.uuid(), task: z.number().int().positive() });

/** The jobs of casework, ready for a worker. */
export function caseJobs(desk: Desk): readonly Job[] {
  return [
    defineJob("case-effects", task, async ({ case: id, task: no }) => {
      const loaded = await load(desk, id);
      const state = loaded?.snapshot.state.tasks[String(no)];
      if (!loaded || !state || (state.status !== "open" && state.status !== "taken")) return;
      const now = desk.now();
      const prepared = await makeOutputs(desk, loaded, no, now);
      if (!prepared.ok) return giveUp(desk, id, no, problemText(prepared.problem));
      const agreed = await agreeing(desk, loaded, no, now);
      if (!agreed.ok) return giveUp(desk, id, no, agreed.text);
      const made = { ...prepared.made, agreements: agreed.rows };
      const [outcome] = Object.keys(loaded.pack.model.stages[state.stage]?.tasks[state.key]?.outcomes ?? {});
      if (outcome === undefined) throw new GiveUp("the task has no outcome");
      const command = { type: "finish" as const, task: no, outcome };
      settle(await act(desk, system, id, command, { command: commandOf(desk, `effects:${id}:${no}`), made, now }));
    }),
    defineJob("case-letter", letter, async ({ case: id, task: no, letter: name, seq }) => {
      const loaded = await load(desk, id);
      const wanted = loaded?.pack.header.letters.find((one) => one.id === name);
      if (!loaded || !wanted) return;
      const command = commandOf(desk, `letter:${id}:${seq}:${name}`);
      const happening = { type: "noted" as const, kind: "document" as const, text: name };
      // Made once, also where the case changes meanwhile.
      let notice: Awaited<ReturnType<typeof makeNotice>> | undefined;
      const done = await enterBeside<{ readonly ok: true }>(desk, id, {
        actor: system,
        type: "document",
        command,
        request: desk.digestRequest(system, { case: id, note: happening }),
        prepare: async (standing, now) => {
          notice ??= await makeNotice(desk, standing, wanted, no, now);
          if (!notice.ok) throw new GiveUp(problemText(notice.problem).en);
          return { ok: true, happening, more: notice.made, reply: { ok: true as const } };
        },
      });
      settle(done);
    }),
    defineJob("record-corrected", correctedJob, (job) => tellOfCorrection(desk, job)),
    defineJob("register-alike", alikeJob, (job) => findAlike(registryOf(desk), job)),
    defineJob("case-child", task, async ({ case: id, task: no }) => {
      await openChild(desk, id, no);
      await tellAnswered(desk, id);
    }),
    defineJob("case-answered", whole, async ({ case: id }) => closeAnswered(desk, id)),
    defineJob("case-dates", task, async ({ case: id, task: no }) => redate(desk, id, no)),
    defineJob("case-forgo", task, async ({ case: id, task: no }) => forgo(desk, id, no)),
    defineJob("case-chase", task, async ({ case: id, task: no }) => chaseChildren(desk, id, no)),
    defineJob("case-parts", whole, async ({ case: id }) => openParts(desk, id)),
    defineJob("case-withdrawn", whole, async ({ case: id }) => withdrawParts(desk, id)),
    defineJob("case-corrected", changed, async ({ case: id, seq }) => tellOthers(desk, id, seq)),
    defineJob("case-parent", parent, async ({ child, parent: to, task: no }) => tellParent(desk, child, to, no)),
  ];
}

/** What a task of the system's stands still for is told where the case's officers look, once; administrators find the job as well. */
async function giveUp(desk: Desk, id: string, no: number, why: Text): Promise<never> {
  const command = { type: "note" as const, kind: "remark" as const, words: `${stands.zh}${why.zh}\n${stands.en}${why.en}` };
  settle(await act(desk, system, id, command, { command: commandOf(desk, `stuck:${id}:${no}:${why.en}`) }));
  throw new GiveUp(why.en);
}
const stands: Text = { zh: "本件停在系统办理的一步：", en: "The case stands at a step that the system does: " };

/** Why a document could not be made, without a word of its content. */
export function problemText(problem: { readonly kind: string } | { readonly kind: "record" | "seal"; readonly text: Text }): Text {
  if ("text" in problem) return problem.text;
  return problem.kind === "missing-glyph"
    ? {
        zh: "文书中有字体未收录的字。请管理员把含有这些字的字体放入字体目录，然后重试。",
        en: "The document needs characters that no installed font has. Put a font that has them into the fonts folder, then retry.",
      }
    : { zh: "文书模板有误，请联系事项管理员。", en: "The document's template is faulty. Tell the pack's author." };
}
