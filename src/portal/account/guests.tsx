// Who can sign in to a sample city. Nothing is filled in for the reader: the forms are the plain ones.
import { samplePassword } from "../../identity/index.ts";
import { CopyableCode, SummaryList, useSay } from "../../platform/page/index.ts";
import type { Guest, Visit } from "../context.ts";
import { words } from "./messages.ts";

export function SampleGuests({ visit }: { visit: Visit }) {
  const s = useSay();
  const guests = visit.context.guests?.();
  return (
    <section aria-labelledby="sample">
      <h2 id="sample">{s(words.sample)}</h2>
      <p>
        {s(words.samplePassword)} <CopyableCode label={words.password}>{guests?.password ?? samplePassword}</CopyableCode>
      </p>
      <p>{s(words.sampleHow)}</p>
      {guests && guests.citizens.length > 0 ? <Guests title={words.citizens} guests={guests.citizens} /> : null}
      <Guests title={words.officers} guests={guests?.officers ?? officersOf(visit)} />
    </section>
  );
}

/** Every officer by the post held today. */
function officersOf({ directory, desk }: Visit): readonly Guest[] {
  const today = desk.day(desk.now());
  return (directory?.officers() ?? []).flatMap(({ id, name }) => {
    const [post] = directory?.postsOf(id, today) ?? [];
    return post ? [{ login: id, name, story: post.title }] : [];
  });
}

function Guests({ title, guests }: { title: typeof words.citizens | typeof words.officers; guests: readonly Guest[] }) {
  const s = useSay();
  return (
    <>
      <h3>{s(title)}</h3>
      <SummaryList
        rows={guests.map(({ login, name, story }) => ({ key: login, value: `${name}${s({ zh: "：", en: ": " })}${s(story)}` }))}
      />
    </>
  );
}
