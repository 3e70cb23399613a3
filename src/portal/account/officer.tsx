// What an officer sees on a page that is an applicant's own.
import { Button, ButtonLink, Form, useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

export function officersOnly(visit: Visit): Response | Promise<Response> {
  return show(visit, { title: words.officerTitle, status: 403 }, <OfficersOnly visit={visit} />);
}

function OfficersOnly({ visit: { lang } }: { visit: Visit }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.officerTitle)}</h1>
      <p>{s(words.officerText)}</p>
      <Form action={routes.signOut.to({ lang })} forget>
        <div class="govuk-button-group">
          <Button>{words.signOut}</Button>
          <ButtonLink href={routes.workbench.to({ lang })} kind="second">
            {words.workbench}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
}
