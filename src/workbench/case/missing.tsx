// What keeps the case from going on: whom it waits for, what was not given, what is disputed, what has to be corrected.
import type { ComponentChildren } from "preact";
import { applicable, markTitle } from "../../casework/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import { DateText, LangText } from "../../platform/page/index.ts";
import { officerName, postTitle } from "../people.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const missingPart: CasePart = {
  id: "missing",
  title: text.missing,
  place: "first",
  show: (sheet) => (sheet.view.heading.status === "ended" ? undefined : <Missing sheet={sheet} />),
};

function Missing({ sheet }: { sheet: CaseSheet }) {
  const items = [...waiting(sheet), ...evidence(sheet), ...corrections(sheet)];
  if (items.length === 0) {
    return (
      <p class="e-muted">
        <LangText of={text.nothingMissing} />
      </p>
    );
  }
  return (
    <ul class="e-missing">
      {items.map((item, i) => (
        <li key={`${i}`}>{item}</li>
      ))}
    </ul>
  );
}

const say = (of: (zh: string, en: string) => Text, { zh, en }: Text): Text => of(zh, en);

/** Tasks at hand that are not this officer's to do. */
function waiting({ bench: { directory, officer }, view }: CaseSheet): ComponentChildren[] {
  const mine = new Set(view.offers.filter(({ commands }) => commands.includes("finish")).map(({ no }) => no));
  return view.tasks
    .filter((task) => (task.status === "open" || task.status === "taken") && !mine.has(task.no) && task.officer !== officer.id)
    .map((task) => (
      <>
        <LangText of={say(text.waitsFor, task.title)} />
        <span class="e-row-more e-muted">
          <LangText of={postTitle(directory, task.post)} />
          {task.officer === undefined ? null : ` · ${officerName(directory, task.officer)}`}
          {task.openedAt === undefined ? null : (
            <>
              {" · "}
              <LangText of={text.since} /> <DateText of={task.openedAt} />
            </>
          )}
        </span>
      </>
    ));
}

function evidence({ view, evidence: given }: CaseSheet): ComponentChildren[] {
  const { pack, row } = view.loaded;
  return applicable(pack, row.facts).flatMap((requirement) => {
    const own = given.filter((one) => one.requirement === requirement.id);
    if (own.length === 0)
      return requirement.optional ? [] : [<LangText key={requirement.id} of={say(text.noEvidence, requirement.title)} />];
    // Something else may have been given since; the objection is still to be looked at.
    return own.every(({ content }) => content.objection === undefined)
      ? []
      : [<LangText key={requirement.id} of={say(text.objected, requirement.title)} />];
  });
}

function corrections({ view }: CaseSheet): ComponentChildren[] {
  const { pack, row } = view.loaded;
  const titles = Object.values(row.run.marks)
    .flat()
    .map((pointer) => markTitle(pack, pointer));
  if (titles.length === 0) return [];
  const joined = {
    zh: list(
      titles.map(({ zh }) => zh),
      "zh",
    ),
    en: list(
      titles.map(({ en }) => en),
      "en",
    ),
  };
  return [<LangText key="marks" of={say(text.toCorrect, joined)} />];
}
