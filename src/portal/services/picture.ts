// The steps of a service as a picture: drawn from its procedure, with every body by its name.
import type { Pack } from "../../catalogue/index.ts";
import { outline } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { ProcedureProps } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { words } from "./messages.ts";

/** Who does a task, in words: a model says `agency/post`, `applicant`, `system`, `{item}/post`, a role. */
export function whoDoes(visit: Pick<Visit, "directory">, by: string): Text {
  if (by === "applicant") return words.you;
  if (by === "system") return words.system;
  const [agency = ""] = by.split("/");
  if (agency.startsWith("{")) return words.concerned;
  return visit.directory?.agency(agency) ? agencyTitle(visit, agency) : words.concerned;
}

/** The body that handles a part of a bundle; undefined for any other task. */
export function partDoer(visit: Pick<Visit, "directory">, parts: Pack["parts"], task: string): Text | undefined {
  const part = parts && Object.hasOwn(parts, task) ? parts[task] : undefined;
  return part && agencyTitle(visit, part.pack.header.agency);
}

/** The general picture of a procedure, without the state of any case. */
export function procedureOf(visit: Pick<Visit, "directory">, { header, model, parts }: Pack): ProcedureProps {
  const { texts } = header;
  const drawn = outline(model);
  // As its author tells it, rather than as it is reached.
  const told = Object.keys(model.stages).flatMap((key) => drawn.stages.find((stage) => stage.key === key) ?? []);
  const titled = (table: Readonly<Record<string, Text>>, key: string): Text => table[key] ?? { zh: key, en: key };
  return {
    id: "procedure",
    title: { zh: words.stepsPicture(header.title.zh).zh, en: words.stepsPicture(header.title.en).en },
    general: true,
    stages: told.map(({ key, columns }) => ({
      key,
      title: titled(texts.stages, key),
      standing: "ahead",
      tasks: columns.flat().map((task) => ({
        title: titled(texts.tasks, task.key),
        who: partDoer(visit, parts, task.key) ?? whoDoes(visit, task.by),
        standing: "ahead",
      })),
    })),
    routes: told.flatMap(({ key, routes }) => routes.filter(({ end }) => !end).map(({ to }) => ({ from: key, to }))),
    ends: drawn.ends.map(({ key }) => ({ key, title: titled(texts.ends, key) })),
  };
}
