// The texts of a case on its page: which there are, who wrote last, and the way to write.
import {
  editingTask,
  firstText,
  isWatched,
  latestText,
  type TextVersion,
  textNames,
  textTitle,
  textVersions,
  textWarnings,
} from "../../casework/index.ts";
import { saysMore, workingOf } from "../../office/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { ButtonLink, DateTime, LangText, Link, Tag } from "../../platform/page/index.ts";
import type { CasePart, CaseSheet } from "../case/part.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text, versionOf } from "./words.ts";

interface Line {
  readonly name: string;
  readonly title: Text;
  readonly latest: TextVersion | undefined;
  readonly mayWrite: boolean;
  /** One has words of one's own in it that were not saved. */
  readonly unsaved: boolean;
  /** The pack warns of words in it. */
  readonly warned: boolean;
}

export const textsPart: CasePart = {
  id: "texts",
  title: text.texts,
  place: "first",
  show: async (sheet) => {
    const names = textNames(sheet.view.loaded);
    if (names.length === 0) return undefined;
    const lines = await Promise.all(names.map((name) => lineOf(sheet, name)));
    return <Texts sheet={sheet} lines={lines} />;
  },
};

async function lineOf({ bench: { desk, officer }, view: { loaded } }: CaseSheet, name: string): Promise<Line> {
  const mayWrite = editingTask(desk, officer, loaded, name) !== undefined;
  const working = mayWrite ? await workingOf(desk, officer, loaded, name) : undefined;
  const kept = working && ((await latestText(desk, loaded, name))?.text ?? firstText(loaded, name));
  const latest = (await textVersions(desk, loaded, name)).at(-1);
  const watched = latest !== undefined && isWatched(loaded, name);
  const read = watched ? await latestText(desk, loaded, name) : undefined;
  return {
    name,
    title: textTitle(loaded, name),
    latest,
    mayWrite,
    unsaved: working !== undefined && kept !== undefined && saysMore(working, kept),
    warned: read !== undefined && textWarnings(loaded, name, read.text).length > 0,
  };
}

function Texts({ sheet: { bench, view }, lines }: { sheet: CaseSheet; lines: readonly Line[] }) {
  return (
    <ul class="govuk-list e-texts">
      {lines.map(({ name, title, latest, mayWrite, unsaved, warned }) => {
        const at = { lang: bench.lang, id: view.heading.id, name };
        return (
          <li key={name}>
            <p>
              {latest ? (
                <>
                  <Link href={routes.text.to(at)}>
                    <LangText of={title} />
                  </Link>{" "}
                  <LangText of={versionOf(latest.version)} />
                </>
              ) : (
                <LangText of={title} />
              )}
              <span class="e-row-more e-muted">
                {latest ? (
                  <>
                    {officerName(bench.directory, latest.officer)} <DateTime at={latest.at} />
                  </>
                ) : (
                  <LangText of={text.none} />
                )}
              </span>
            </p>
            {warned ? (
              <p>
                <Tag kind="soon">{text.warnedShort}</Tag>
              </p>
            ) : null}
            {unsaved ? (
              <p>
                <Tag kind="soon">{text.unsaved}</Tag>
              </p>
            ) : null}
            {mayWrite || latest?.base !== undefined ? (
              <p class="e-texts__acts">
                {mayWrite ? (
                  <ButtonLink kind={latest ? "second" : "main"} href={routes.writeText.to(at)}>
                    {text.write}
                  </ButtonLink>
                ) : null}
                {latest?.base !== undefined ? (
                  <Link href={routes.compareTexts.to(at, { from: latest.base, to: latest.version })}>
                    <LangText of={{ zh: `看第 ${latest.version} 版改了什么`, en: `What version ${latest.version} changed` }} />
                  </Link>
                ) : null}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
