// The procedure drawn as BPMN: a viewer where scripts run, the file in any case.
import { LangText, Link, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { viewerScript, viewerStyle } from "./viewer.ts";
import { text } from "./words.ts";

/** The address of the script is made beforehand: a page is rendered in one go. */
export const viewerAddress = (): Promise<string> => viewerScript.path();

export function DrawingSection({ bench: { lang }, hash, script }: { bench: Bench; hash: string; script: string }) {
  const s = useSay();
  const file = routes.drawing.to({ lang, hash });
  return (
    <>
      <h2>
        <LangText of={text.drawing} />
      </h2>
      <p>
        <LangText of={text.lead} />
      </p>
      <link rel="stylesheet" href={viewerStyle.path} />
      <section class="e-drawing" data-bpmn={file} aria-label={s(text.shown)} hidden />
      <p class="e-drawing__tools">
        <button type="button" class="govuk-button govuk-button--secondary" data-bpmn-zoom="1.25" hidden>
          {s(text.nearer)}
        </button>{" "}
        <button type="button" class="govuk-button govuk-button--secondary" data-bpmn-zoom="0.8" hidden>
          {s(text.farther)}
        </button>{" "}
        <button type="button" class="govuk-button govuk-button--secondary" data-bpmn-zoom="fit" hidden>
          {s(text.whole)}
        </button>
      </p>
      <p>
        <Link href={file}>
          <LangText of={text.file} />
        </Link>
      </p>
      <script type="module" src={script} />
    </>
  );
}
