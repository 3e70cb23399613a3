// The case page's part for contacts: three buttons to record one, and those that there were.
import { type Contact, contactKinds, contactsOf } from "../../casework/index.ts";
import { Button, DateTime, Form, LangText } from "../../platform/page/index.ts";
import type { CasePart, CaseSheet } from "../case/part.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export const contactsPart: CasePart = {
  id: "contacts",
  title: text.contacts,
  place: "beside",
  show: async (sheet) => <Contacts sheet={sheet} contacts={await contactsOf(sheet.bench.desk, sheet.view.heading.id)} />,
};

function Contacts({ sheet: { bench, view }, contacts }: { sheet: CaseSheet; contacts: readonly Contact[] }) {
  const { lang, directory, officer } = bench;
  const { id } = view.heading;
  return (
    <>
      <Form action={routes.contact.to({ lang, id })}>
        <div class="govuk-button-group">
          {contactKinds.map((kind) => (
            <Button key={kind} kind="second" name="kind" value={kind}>
              {text[kind]}
            </Button>
          ))}
        </div>
      </Form>
      {contacts.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <ul class="e-plain">
          {contacts.map((one) => (
            <li key={one.id}>
              <LangText of={text[one.kind]} /> <DateTime at={one.at} /> <span class="e-muted">{officerName(directory, one.officer)}</span>
              {one.officer === officer.id ? <Strike action={routes.strike.to({ lang, id: one.id })} case={id} /> : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Strikes out what the officer recorded by mistake. */
export const Strike = (props: { action: string; case?: string }) => (
  <Form action={props.action}>
    {props.case === undefined ? null : <input type="hidden" name="case" value={props.case} />}
    <Button kind="second">{text.strike}</Button>
  </Form>
);
