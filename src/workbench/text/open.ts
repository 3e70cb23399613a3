// The text that an address names, for an officer who may read its case.
import { type CaseView, editingTask, recordOpening, textNames, textTitle } from "../../casework/index.ts";
import { type Http, refuse } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { openCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";

export interface OpenText {
  readonly ok: true;
  readonly view: CaseView;
  readonly name: string;
  readonly title: Text;
  /** The address's parts, for links. */
  readonly at: { readonly lang: Bench["lang"]; readonly id: string; readonly name: string };
  readonly mayWrite: boolean;
}

export async function openText(c: Http, bench: Bench): Promise<OpenText | { readonly ok: false; readonly response: Response }> {
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  const { view } = opened;
  const name = c.req.param("name") ?? "";
  if (!textNames(view.loaded).includes(name)) return { ok: false, response: await refuse(c, "notFound") };
  if (c.req.method === "GET") await recordOpening(bench.desk, bench.officer, view);
  return {
    ok: true,
    view,
    name,
    title: textTitle(view.loaded, name),
    at: { lang: bench.lang, id: view.heading.id, name },
    mayWrite: editingTask(bench.desk, bench.officer, view.loaded, name) !== undefined,
  };
}

/** A version's number in an address; undefined where it is none. */
export const versionIn = (value: string | undefined): number | undefined =>
  value !== undefined && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : undefined;
