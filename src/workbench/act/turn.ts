// Taking, releasing, recalling: one press, and each can be undone by another.
import { z } from "zod";
import { act } from "../../casework/index.ts";
import { type Http, readForm, refuse } from "../../platform/http/index.ts";
import { openCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { answer } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { taskNumber } from "./task-number.ts";

const command = z.enum(["take", "release", "recall"]);
const done = { take: "taken", release: "released", recall: "recalled" } as const;

export async function turn(c: Http, bench: Bench): Promise<Response> {
  const type = command.safeParse(c.req.param("command"));
  const task = taskNumber(c);
  if (!type.success || task === undefined) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { id } = opened.view.heading;
  const options = { command: commandId(bench.desk, bench.officer, `${id}.${task}`, form.fields.once) };
  return answer(c, bench, await act(bench.desk, bench.officer, id, { type: type.data, task }, options), { id, done: done[type.data] });
}
