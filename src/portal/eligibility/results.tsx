// For each service whether one could have it, and why; those that one could have first.
import { Button, Form, Notification, Tag, type TagKind, useSay } from "../../platform/page/index.ts";
import type { Subject } from "../looked/subjects.ts";
import { routes } from "../routes.ts";
import { keptField } from "./keep.ts";
import { words } from "./messages.ts";
import type { Matter, Result } from "./page.tsx";

const order = ["yes", "maybe", "no"] as const;
const tags = { yes: "done", maybe: "now", no: "plain" } as const satisfies Record<(typeof order)[number], TagKind>;

export function Results(props: { matter: Matter; results: readonly Result[]; subject: Subject | undefined; silent: boolean }) {
  const s = useSay();
  const { matter, results, subject, silent } = props;
  const sorted = results.toSorted((a, b) => order.indexOf(a.eligibility.eligible) - order.indexOf(b.eligibility.eligible));
  return (
    <>
      <h1>{s(words.result)}</h1>
      {silent ? (
        <Notification title={words.lookTitle}>
          <p>{s(words.silent)}</p>
        </Notification>
      ) : null}
      <ul class="govuk-list e-services">
        {sorted.map((one) => (
          <One key={one.pack.header.id} matter={matter} result={one} subject={subject} />
        ))}
      </ul>
      {subject ? <p class="e-muted">{s(words.beginHelp)}</p> : null}
    </>
  );
}

function One({ matter: { visit }, result, subject }: { matter: Matter; result: Result; subject: Subject | undefined }) {
  const s = useSay();
  const { lang } = visit;
  const { pack, eligibility, answers } = result;
  const { id, title, channels } = pack.header;
  return (
    <li>
      <h2>
        {s(title)} <Tag kind={tags[eligibility.eligible]}>{words[eligibility.eligible]}</Tag>
      </h2>
      <p>{s(eligibility.why ?? words.noRule)}</p>
      <p>
        <a class="govuk-link" href={routes.service.to({ lang, id })}>
          {s(words.guide)}
          <span class="govuk-visually-hidden"> {s(title)}</span>
        </a>
      </p>
      {subject && channels.online && eligibility.eligible !== "no" ? (
        <Form action={routes.apply.to({ lang, id })}>
          <input type="hidden" name="for" value={subject.id} />
          {Object.entries(answers).map(([name, value]) => (
            <input key={name} type="hidden" name={keptField(name)} value={JSON.stringify(value)} />
          ))}
          <Button kind="second" about={title}>
            {words.begin}
          </Button>
        </Form>
      ) : null}
    </li>
  );
}
