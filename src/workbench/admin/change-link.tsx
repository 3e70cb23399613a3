import { LangText, Link, useSay, type Words } from "../../platform/page/index.ts";

/** Leads to a form; who hears the page hears what it would change. */
export function ChangeLink({ href, label, about }: { href: string; label: Words; about: Words }) {
  const say = useSay();
  return (
    <Link href={href}>
      <LangText of={label} /> <span class="govuk-visually-hidden">{say(about)}</span>
    </Link>
  );
}
