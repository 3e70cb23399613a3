// Services as links, each with what it is for.
import type { Pack } from "../../catalogue/index.ts";
import { usePage, useSay } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";

export function ServiceLinks({ services }: { services: readonly Pack[] }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <ul class="govuk-list e-services">
      {services.map(({ header }) => (
        <li key={header.id}>
          <a class="govuk-link e-services__name" href={routes.service.to({ lang, id: header.id })}>
            {s(header.title)}
          </a>
          <p class="e-services__summary">{s(header.summary)}</p>
        </li>
      ))}
    </ul>
  );
}
