// On a pack's page: the way to its decision tables and its rates.
import type { Pack } from "../../catalogue/index.ts";
import { LangText, Link } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export function DecisionLinks({ bench: { lang }, pack }: { bench: Bench; pack: Pack }) {
  const files = Object.entries(pack.decisions);
  const rates = Object.keys(pack.rates).length;
  if (files.length === 0 && rates === 0) return null;
  return (
    <>
      <h2>
        <LangText of={text.decisions} />
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {files.map(([file, { name }]) => (
          <li key={file}>
            <Link href={routes.decisions.to({ lang, hash: pack.hash, file })}>
              {name} <span class="e-code">{file}</span>
            </Link>
          </li>
        ))}
        {rates > 0 ? (
          <li>
            <Link href={routes.rates.to({ lang, hash: pack.hash })}>
              <LangText of={text.rates} />
            </Link>
          </li>
        ) : null}
      </ul>
    </>
  );
}
