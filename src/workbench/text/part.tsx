// The texts of a case on its page: which there are, who wrote last, and the way to write.
import { editingTask, type TextVersion, textNames, textTitle, textVersions } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { ButtonLink, DateTime, LangText, Link } from "../../platform/page/index.ts";
import type { CasePart, CaseSheet } from "../case/part.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text, versionOf } from "./words.ts";

interface Line {
  readonly name: string;
  readonly title: Text;
  readonly latest: TextVersion | undefined;
  readonly mayWrite: boolean;
}

export const textsPart: CasePart = {
  id: "texts",
  title: text.texts,
  place: "first",
  show: async (sheet) => {
    const { bench, view } = sheet;
    const names = textNames(view.loaded);
    if (names.length === 0) return undefined;
    const lines = await Promise.all(
      names.map(
        async (name): Promise<Line> => ({
          name,
          title: textTitle(view.loaded, name),
          latest: (await textVersions(bench.desk, view.loaded, name)).at(-1),
          mayWrite: editingTask(bench.desk, bench.officer, view.loaded, name) !== undefined,
        }),
      ),
    );
    return <Texts sheet={sheet} lines={lines} />;
  },
};

function Texts({ sheet: { bench, view }, lines }: { sheet: CaseSheet; lines: readonly Line[] }) {
  return (
    <ul class="govuk-list e-texts">
      {lines.map(({ name, title, latest, mayWrite }) => {
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
