// A bundle was withdrawn as a whole: every part that still runs is withdrawn with an entry of its own, as often as this is begun. What has
// ended stays as it ended, and what can no longer be withdrawn (its licence is being made) goes on to its own end.
import { system } from "../../identity/index.ts";
import type { Lang, Text } from "../../platform/i18n/index.ts";
import { act } from "../act.ts";
import type { Desk } from "../desk.ts";
import { load } from "../load.ts";
import { commandOf, settle } from "../occasion.ts";

/** Withdraws the parts of a bundle that was withdrawn; of any other it does nothing. */
export async function withdrawParts(desk: Desk, bundle: string): Promise<void> {
  const loaded = await load(desk, bundle);
  if (!loaded?.pack.parts || loaded.row.end !== "withdrawn") return;
  const running = await desk.db
    .selectFrom("casework.case")
    .select(["id", "language"])
    .where("parent", "=", bundle)
    .where("status", "=", "running")
    .execute();
  const words = withWhole(loaded.pack.header.title, loaded.row.number);
  for (const { id, language } of running) {
    const command = commandOf(desk, `withdrawn:${bundle}:${id}`);
    const done = await act(desk, system, id, { type: "withdraw", words: words[language as Lang] }, { command });
    settle(done);
  }
}

const withWhole = (title: Text, number: string): Text => ({
  zh: `申请人撤回了整件事“${title.zh}”（${number}）。`,
  en: `The applicant withdrew the whole of “${title.en}” (${number}).`,
});
