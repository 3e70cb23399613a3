import type { Lang } from "../../platform/i18n/index.ts";
import { useSay } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

/** The receipt as a page to keep and as data. */
export function ReceiptLinks({ lang, id }: { lang: Lang; id: string }) {
  const s = useSay();
  return (
    <ul>
      <li>
        <a class="govuk-link" href={routes.receiptPdf.to({ lang, id })}>
          {s(words.receiptPdf)}
        </a>
      </li>
      <li>
        <a class="govuk-link" href={routes.receiptJson.to({ lang, id })}>
          {s(words.receiptJson)}
        </a>
      </li>
    </ul>
  );
}
