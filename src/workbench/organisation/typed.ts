// What a form of the organisation holds: from what was sent, or to begin with from what is there.
import type { OrganisationCommand } from "../../organisation/index.ts";
import { dateFrom, datePartsOf } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";

export type CommandType = OrganisationCommand["type"];

/** Values by the names of their fields. */
export interface Typed {
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

export const typedOf = (values: Readonly<Record<string, string | readonly string[] | undefined>>): Typed => ({
  get: (name) => {
    const value = values[name];
    return typeof value === "string" ? value : value?.[0];
  },
  all: (name) => [values[name] ?? []].flat(),
});

/** A date's three boxes. */
export const dateTyped = (typed: Typed, name: string) => ({
  year: typed.get(`${name}.year`),
  month: typed.get(`${name}.month`),
  day: typed.get(`${name}.day`),
});
const dateOf = (typed: Typed, name: string): string | undefined => dateFrom(dateTyped(typed, name));

const boxes = (name: string, day: string | undefined): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(datePartsOf(day)).map(([part, value]) => [`${name}.${part}`, value]));

const lines = (value: string | undefined): string[] => (value ?? "").split("\n").flatMap((line) => line.trim() || []);

/** The command that a form asks for, as it would come through the API; not yet checked. */
export function rawCommand(type: CommandType, typed: Typed, bench: Bench): Record<string, unknown> {
  const { get, all } = typed;
  const title = { zh: get("title.zh") ?? "", en: get("title.en") ?? "" };
  const period = { from: dateOf(typed, "from"), to: dateOf(typed, "to") };
  const optional = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });
  switch (type) {
    case "put-agency":
      return {
        type,
        id: get("id"),
        title,
        code: get("code"),
        uscc: get("uscc")?.toUpperCase(),
        phone: get("phone"),
        address: { zh: get("address.zh") ?? "", en: get("address.en") ?? "" },
      };
    case "end-agency":
    case "end-officer":
      return { type, id: get("id"), to: dateOf(typed, "to") };
    case "put-post": {
      const [zh, en] = [lines(get("duties.zh")), lines(get("duties.en"))];
      const duties = zh.length === en.length ? zh.map((one, n) => ({ zh: one, en: en[n] })) : [];
      return { type, post: get("post") ?? `${get("agency") ?? ""}/${get("id") ?? ""}`, title, duties, rights: all("rights") };
    }
    case "end-post":
      return { type, post: get("post"), to: dateOf(typed, "to"), ...optional("successor", get("successor")) };
    case "put-officer":
      return { type, id: get("id"), name: get("name"), phone: get("phone"), language: get("language") };
    case "appoint":
      return { type, officer: get("officer"), post: get("post"), from: period.from, ...optional("to", period.to) };
    case "end-appointment":
      return { type, officer: get("officer"), post: get("post"), from: get("since"), to: period.to };
    case "delegate": {
      const packs = all("packs").filter((one) => one !== "");
      return {
        type,
        posts: all("posts"),
        officer: get("officer"),
        ...period,
        ...optional("begins", get("begins")?.trim() || undefined),
        ...optional("ends", get("ends")?.trim() || undefined),
        ...optional("packs", packs.length > 0 ? packs : undefined),
        reason: get("reason"),
      };
    }
    case "substitute": {
      const whom = get("for");
      return {
        type,
        post: get("post"),
        ...optional("for", whom === "vacant" ? undefined : whom),
        officer: get("officer"),
        ...period,
        reason: get("reason"),
      };
    }
    case "end-acting":
      return { type, id: get("id") };
    case "leave":
      return { type, officer: get("officer") ?? bench.officer.id, ...period };
    case "end-leave":
      return { type, id: get("id"), to: get("to") ?? dateOf(typed, "to") };
  }
}

/** What a form begins with, from the address that led to it; undefined where it names something that is not there. */
export function beginning(
  type: CommandType,
  query: (name: string) => string | undefined,
  { directory, desk, now }: Bench,
): Typed | undefined {
  const today = desk.day(now);
  const given = Object.fromEntries(["id", "agency", "post", "officer", "since", "for"].map((name) => [name, query(name)]));
  switch (type) {
    case "put-agency": {
      if (given.id === undefined) return typedOf({});
      const one = directory.agency(given.id);
      return (
        one &&
        typedOf({
          id: one.id,
          "title.zh": one.title.zh,
          "title.en": one.title.en,
          code: one.code,
          uscc: one.uscc,
          phone: one.phone,
          "address.zh": one.address.zh,
          "address.en": one.address.en,
        })
      );
    }
    case "put-post": {
      if (given.post === undefined) return directory.agency(given.agency ?? "") && typedOf({ agency: given.agency });
      const one = directory.post(given.post);
      return (
        one &&
        typedOf({
          post: one.name,
          "title.zh": one.title.zh,
          "title.en": one.title.en,
          "duties.zh": one.duties.map(({ zh }) => zh).join("\n"),
          "duties.en": one.duties.map(({ en }) => en).join("\n"),
          rights: one.rights,
        })
      );
    }
    case "put-officer": {
      if (given.id === undefined) return typedOf({ language: "zh" });
      const one = directory.officer(given.id);
      return one && typedOf({ id: one.id, name: one.name, phone: one.phone, language: one.language });
    }
    case "end-agency":
      return directory.agency(given.id ?? "") && typedOf({ id: given.id, ...boxes("to", today) });
    case "end-officer":
      return directory.officer(given.id ?? "") && typedOf({ id: given.id, ...boxes("to", today) });
    case "end-post":
      return directory.post(given.post ?? "") && typedOf({ post: given.post, ...boxes("to", today) });
    case "end-appointment": {
      const held = directory
        .officer(given.officer ?? "")
        ?.appointments.some(({ post, from }) => post === given.post && from === given.since);
      return held ? typedOf({ officer: given.officer, post: given.post, since: given.since, ...boxes("to", today) }) : undefined;
    }
    case "end-acting":
    case "end-leave":
      return undefined;
    default:
      return typedOf({ ...given, ...boxes("from", today), ...boxes("to", undefined) });
  }
}
