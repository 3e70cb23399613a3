// A look in words. What the record says stays out; so does everything about a case or draft that is somebody else's.
import { type Access, fieldsTold } from "../../exchange/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { articleOf } from "../services/law.tsx";
import type { RegisterTitles } from "../services/registers.ts";
import { words } from "./messages.ts";

/** What is known beside the looks themselves. */
export interface Known {
  readonly visit: Pick<Visit, "directory" | "desk">;
  readonly registers: RegisterTitles;
  /** Cases and drafts among them that are the reader's own. */
  readonly cases: ReadonlySet<string>;
  readonly drafts: ReadonlySet<string>;
}

const both = (text: (lang: "zh" | "en") => string): Text => ({ zh: text("zh"), en: text("en") });
const lower = (lang: "zh" | "en", name: Text): string => (lang === "en" ? name.en.toLowerCase() : name.zh);

/** Who did what. */
export function titleOf({ visit, registers, cases }: Known, access: Access): Text {
  const { kind, agency, holder, register = "", post } = access;
  const asker = agencyTitle(visit, agency);
  const name = registers.get(register)?.title ?? { zh: register, en: register };
  const at = post === undefined ? undefined : visit.directory?.post(post)?.title;
  const who = (lang: "zh" | "en") => (at ? (lang === "zh" ? `${asker.zh}${at.zh}` : `${asker.en}, ${at.en.toLowerCase()},`) : asker[lang]);
  switch (kind) {
    case "opened":
      return both((lang) => (access.case !== undefined && cases.has(access.case) ? words.opened : words.openedAbout)(who(lang))[lang]);
    case "read":
      return both((lang) => words.read(who(lang), lower(lang, name))[lang]);
    case "exported":
      return both((lang) => words.exported(who(lang), lower(lang, name))[lang]);
    case "reused":
      return both((lang) => words.reused(asker[lang], lower(lang, name))[lang]);
    case "asked": {
      const held = holder ?? registers.get(register)?.owner ?? "";
      if (held === agency) return both((lang) => words.askedOwn(asker[lang], lower(lang, name))[lang]);
      return both((lang) => words.asked(asker[lang], agencyTitle(visit, held)[lang], lower(lang, name))[lang]);
    }
  }
}

/** What for; and whether it was the reader's own application. */
export const purposeOf = ({ drafts }: Known, { purpose, draft }: Access): Text =>
  draft !== undefined && drafts.has(draft)
    ? { zh: `${purpose.zh}（${words.yourDraft.zh}）`, en: `${purpose.en} (${words.yourDraft.en})` }
    : purpose;

/** What was seen. */
export function seenOf({ registers }: Known, access: Access): Text {
  const { told, named, register = "" } = access;
  if (!told) return words.nothingTold;
  const definition = registers.get(register);
  const titles = fieldsTold(access, definition).map((field) => definition?.fields[field]?.title ?? { zh: field, en: field });
  const seen = both((lang) =>
    list(
      titles.map((title) => title[lang]),
      lang,
    ),
  );
  return named ? words.namedOnly(seen) : seen;
}

/** On what ground. */
export function groundOf({ visit }: Known, { law, consent }: Access): Text {
  if (law !== undefined) return articleOf(visit.desk, law).name;
  return consent === undefined ? words.theirPost : words.yourConsent;
}
