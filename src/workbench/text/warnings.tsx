// What the pack warns of in a text: shown above it to whoever writes or checks it.
import type { TextWarning } from "../../casework/index.ts";
import { LangText, Notification } from "../../platform/page/index.ts";
import { text } from "./words.ts";

/** `places`: the lines stand on this page, and are led to. */
export function Warnings({ warnings, places = false }: { warnings: readonly TextWarning[]; places?: boolean }) {
  if (warnings.length === 0) return null;
  return (
    <Notification id="warned" title={text.warned}>
      {warnings.map(({ say, places: found }) => (
        <div key={say.en}>
          <p>
            <LangText of={say} />
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {[...new Map(found.map((one) => [`${one.line} ${one.around}`, one])).values()].map(({ line, phrase, around }) => (
              <li key={`${line}.${phrase}`} lang="zh-Hans">
                {places ? (
                  <a class="govuk-link" href={`#line-${line + 1}`}>
                    {around}
                  </a>
                ) : (
                  around
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Notification>
  );
}
