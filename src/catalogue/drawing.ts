// A pack's procedure as a BPMN drawing, with everything called as people call it.
import { type Titles, toBpmn } from "../engine/bpmn/index.ts";
import type { Directory } from "../organisation/index.ts";
import type { Lang, Text } from "../platform/i18n/index.ts";
import type { Pack } from "./pack.ts";

const applicant: Text = { zh: "申请人", en: "Applicant" };
const system: Text = { zh: "系统", en: "System" };

/** BPMN 2.0 XML; lanes carry the posts' names where the directory knows them. */
export function bpmnOf({ header, model }: Pick<Pack, "header" | "model">, directory: Directory | undefined, lang: Lang): string {
  const said = (table: Readonly<Record<string, Text>>) => Object.fromEntries(Object.entries(table).map(([key, text]) => [key, text[lang]]));
  const titles: Titles = {
    procedure: header.title[lang],
    tasks: said(header.texts.tasks),
    outcomes: said(header.texts.outcomes),
    ends: said(header.texts.ends),
    doer: (by) => doer(by, directory, lang),
  };
  return toBpmn(model, titles);
}

function doer(by: string, directory: Directory | undefined, lang: Lang): string | undefined {
  if (by === "applicant") return applicant[lang];
  if (by === "system") return system[lang];
  const post = directory?.post(by);
  const agency = post && directory?.agency(post.agency);
  if (!post || !agency) return undefined;
  return lang === "zh" ? `${agency.title.zh}${post.title.zh}` : `${post.title.en}, ${agency.title.en}`;
}
