// The fields of each form of the organisation.
import type { VNode } from "preact";
import { rights } from "../../access/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { powersOf } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  Checkboxes,
  Code,
  DateInput,
  Details,
  errorOf,
  type FieldError,
  Input,
  LangText,
  type Option,
  Radios,
  Select,
  SummaryList,
  Textarea,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { type CommandType, dateTyped, type Typed } from "./typed.ts";
import { text } from "./words.ts";

export interface FormView {
  readonly bench: Bench;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** Current services, for what is limited to some of them. */
  readonly packs: readonly Pack[];
}

/** Fields whose value cannot be changed in the form. */
const hidden = (typed: Typed, ...names: readonly string[]) =>
  names.map((name) => {
    const value = typed.get(name);
    return value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />;
  });

const date = ({ typed, errors }: FormView, name: string, label: Text, hint?: Text) => (
  <DateInput name={name} label={label} hint={hint} value={dateTyped(typed, name)} error={errorOf(errors, name)} />
);

const input = ({ typed, errors }: FormView, name: string, label: Text, more: { hint?: Text; code?: boolean; max?: number } = {}) => (
  <Input
    name={name}
    label={label}
    hint={more.hint}
    value={typed.get(name)}
    code={more.code}
    maxlength={more.max ?? 200}
    autocomplete="off"
    error={errorOf(errors, name)}
  />
);

const clock = ({ typed, errors }: FormView, name: string, label: Text, hint?: Text) => (
  <Input
    name={name}
    label={label}
    hint={hint}
    value={typed.get(name)}
    width={5}
    code
    optional
    maxlength={5}
    autocomplete="off"
    error={errorOf(errors, name)}
  />
);

/** Officers with a post today, by agency and name. */
export function officerOptions({ directory, desk, now }: Bench, only: (id: string) => boolean = () => true): Option[] {
  const today = desk.day(now);
  return directory.officers().flatMap(({ id, name }) => {
    const [post] = directory.postsOf(id, today);
    if (!post || !only(id)) return [];
    const title = postTitle(directory, post.name);
    return [{ value: id, label: { zh: `${name}（${title.zh}）`, en: `${name} (${title.en})` } }];
  });
}

/** Posts at work, with their agencies. */
export function postOptions({ directory, desk, now }: Bench, only: (agency: string) => boolean = () => true): Option[] {
  const today = desk.day(now);
  return directory
    .posts()
    .filter(({ active, to, agency }) => active && (to === undefined || to >= today) && directory.agency(agency)?.active && only(agency))
    .map(({ name }) => ({ value: name, label: postTitle(directory, name) }));
}

/** Agencies that this officer may change or arrange. */
export function ownAgencies({ directory, officer, desk, now }: Bench): (agency: string) => boolean {
  const powers = powersOf(directory, officer.id, desk.day(now));
  return (agency) => powers.all || powers.administers.has(agency) || powers.leads.has(agency);
}

function select({ typed, errors }: FormView, name: string, label: Text, options: readonly Option[], hint?: Text, empty?: Text): VNode {
  return (
    <Select name={name} label={label} hint={hint} options={options} empty={empty} value={typed.get(name)} error={errorOf(errors, name)} />
  );
}

/** The fields of a command's form. */
export function fieldsOf(type: CommandType, view: FormView): VNode {
  const { bench, typed, errors, packs } = view;
  const { directory, officer, lang } = bench;
  const mine = ownAgencies(bench);
  switch (type) {
    case "put-agency":
      return (
        <>
          {directory.agency(typed.get("id") ?? "")
            ? hidden(typed, "id")
            : input(view, "id", text.id, { hint: text.idHint, code: true, max: 60 })}
          {input(view, "title.zh", text.titleZh)}
          {input(view, "title.en", text.titleEn)}
          {input(view, "code", text.code, { hint: text.codeHint, code: true, max: 9 })}
          {input(view, "uscc", text.uscc, { code: true, max: 18 })}
          {input(view, "phone", text.phone, { code: true, max: 40 })}
          {input(view, "address.zh", text.addressZh)}
          {input(view, "address.en", text.addressEn)}
        </>
      );
    case "put-post":
      return (
        <>
          {typed.get("post") === undefined ? (
            <>
              {hidden(typed, "agency")}
              {input(view, "id", text.id, { hint: text.idHint, code: true, max: 60 })}
            </>
          ) : (
            hidden(typed, "post")
          )}
          {input(view, "title.zh", text.titleZh)}
          {input(view, "title.en", text.titleEn)}
          <Textarea
            name="duties.zh"
            label={text.dutiesZh}
            hint={text.dutiesHint}
            rows={4}
            value={typed.get("duties.zh")}
            error={errorOf(errors, "duties.zh")}
          />
          <Textarea name="duties.en" label={text.dutiesEn} rows={4} value={typed.get("duties.en")} />
          <Checkboxes
            name="rights"
            label={text.rights}
            hint={text.rightsHint}
            optional
            small
            values={typed.all("rights")}
            error={errorOf(errors, "rights")}
            options={Object.entries(rights).map(([value, label]) => ({ value, label }))}
          />
        </>
      );
    case "put-officer":
      return (
        <>
          {directory.officer(typed.get("id") ?? "")
            ? hidden(typed, "id")
            : input(view, "id", text.id, { hint: text.idHint, code: true, max: 60 })}
          {input(view, "name", text.name, { max: 80 })}
          {input(view, "phone", text.phone, { code: true, max: 40 })}
          <Radios
            name="language"
            label={text.language}
            inline
            value={typed.get("language")}
            error={errorOf(errors, "language")}
            options={[
              { value: "zh", label: text.chinese },
              { value: "en", label: text.english },
            ]}
          />
        </>
      );
    case "end-agency":
    case "end-officer":
      return (
        <>
          {hidden(typed, "id")}
          <Named
            view={view}
            what={type === "end-agency" ? agencyTitle(directory, typed.get("id") ?? "") : officerName(directory, typed.get("id") ?? "")}
          />
          {date(view, "to", text.to, text.lastDayHint)}
        </>
      );
    case "end-post":
      return (
        <>
          {hidden(typed, "post")}
          <Named view={view} what={postTitle(directory, typed.get("post") ?? "")} />
          {date(view, "to", text.to, text.lastDayHint)}
          {select(
            view,
            "successor",
            text.successor,
            postOptions(bench).filter(({ value }) => value !== typed.get("post")),
            text.successorHint,
            text.none,
          )}
        </>
      );
    case "appoint":
      return (
        <>
          {select(
            view,
            "officer",
            text.officer,
            directory.officers().map(({ id, name }) => ({ value: id, label: { zh: `${name}（${id}）`, en: `${name} (${id})` } })),
          )}
          {select(view, "post", text.post, postOptions(bench, mine))}
          {date(view, "from", text.from)}
          {date(view, "to", text.to, text.toOptional)}
        </>
      );
    case "end-appointment":
      return (
        <>
          {hidden(typed, "officer", "post", "since")}
          <Named view={view} what={officerName(directory, typed.get("officer") ?? "")} post={typed.get("post")} />
          {date(view, "to", text.to, text.lastDayHint)}
        </>
      );
    case "delegate": {
      const own = directory.postsOf(officer.id, bench.desk.day(bench.now)).filter(({ to }) => to === undefined);
      return (
        <>
          <Checkboxes
            name="posts"
            label={text.posts}
            small
            values={own.length === 1 && own[0] ? [own[0].name] : typed.all("posts")}
            error={errorOf(errors, "posts")}
            options={own.map(({ name }) => ({ value: name, label: postTitle(directory, name) }))}
          />
          {select(
            view,
            "officer",
            text.to_,
            officerOptions(bench, (id) => id !== officer.id),
            text.toHint,
          )}
          {date(view, "from", text.from)}
          {date(view, "to", text.to, text.lastDayHint)}
          {clock(view, "begins", text.begins, text.clockHint)}
          {clock(view, "ends", text.ends)}
          <Details summary={text.packs}>
            <Checkboxes
              name="packs"
              label={text.packs}
              hint={text.packsHint}
              optional
              small
              values={typed.all("packs")}
              error={errorOf(errors, "packs")}
              options={packs.map(({ header }) => ({ value: header.id, label: header.title }))}
            />
          </Details>
          <Textarea
            name="reason"
            label={text.reason}
            hint={text.reasonHint}
            rows={2}
            maxlength={500}
            value={typed.get("reason")}
            error={errorOf(errors, "reason")}
          />
        </>
      );
    }
    case "substitute": {
      const away = new Set(directory.leaves().map(({ officer: id }) => id));
      return (
        <>
          {select(view, "post", text.post, postOptions(bench, mine))}
          {select(
            view,
            "for",
            text.whom,
            [
              { value: "vacant", label: text.vacant },
              ...officerOptions(
                bench,
                (id) => away.has(id) && directory.postsOf(id, bench.desk.day(bench.now)).some(({ agency }) => mine(agency)),
              ),
            ],
            text.whomHint,
          )}
          {select(view, "officer", text.standIn, officerOptions(bench))}
          {date(view, "from", text.from)}
          {date(view, "to", text.to, text.lastDayHint)}
          <Textarea
            name="reason"
            label={text.reason}
            hint={text.reasonHint}
            rows={2}
            maxlength={500}
            value={typed.get("reason")}
            error={errorOf(errors, "reason")}
          />
        </>
      );
    }
    case "leave":
      return (
        <>
          {typed.get("officer") === undefined
            ? null
            : select(
                view,
                "officer",
                text.officer,
                officerOptions(
                  bench,
                  (id) => id === officer.id || directory.postsOf(id, bench.desk.day(bench.now)).some(({ agency }) => mine(agency)),
                ),
              )}
          {date(view, "from", text.from)}
          {date(view, "to", text.to, text.lastDayHint)}
        </>
      );
    case "end-acting":
    case "end-leave":
      return <>{lang}</>;
  }
}

/** What the form is about, where it cannot be changed. */
function Named({ view: { bench }, what, post }: { view: FormView; what: string | { zh: string; en: string }; post?: string | undefined }) {
  return (
    <SummaryList
      rows={[
        { key: text.which, value: <LangText of={what} /> },
        ...(post === undefined
          ? []
          : [
              {
                key: text.post,
                value: (
                  <>
                    <LangText of={postTitle(bench.directory, post)} /> <Code>{post}</Code>
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
