// The fields of each form of the organisation.
import type { VNode } from "preact";
import { rights } from "../../access/index.ts";
import { Checkboxes, Details, errorOf, Radios, Textarea } from "../../platform/page/index.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { Picker } from "../picker.tsx";
import { officerOptions, ownAgencies, postOptions } from "./choices.ts";
import { clock, date, type FormView, hidden, input, Named, select } from "./inputs.tsx";
import type { CommandType } from "./typed.ts";
import { text } from "./words.ts";

/** The fields of a command's form. */
export function fieldsOf(type: CommandType, view: FormView): VNode {
  const { bench, typed, errors, packs } = view;
  const { directory, officer, lang } = bench;
  const mine = ownAgencies(bench);
  const asked = { bench, typed, errors };
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
          <Picker
            {...asked}
            name="officer"
            label={text.officer}
            options={directory.officers().map(({ id, name }) => ({ value: id, label: { zh: `${name}（${id}）`, en: `${name} (${id})` } }))}
          />
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
          <Picker
            {...asked}
            name="officer"
            label={text.to_}
            hint={text.toHint}
            options={officerOptions(bench, (id) => id !== officer.id)}
          />
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
          <Picker {...asked} name="officer" label={text.standIn} options={officerOptions(bench)} />
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
          {typed.get("officer") === undefined ? null : (
            <Picker
              {...asked}
              name="officer"
              label={text.officer}
              options={officerOptions(
                bench,
                (id) => id === officer.id || directory.postsOf(id, bench.desk.day(bench.now)).some(({ agency }) => mine(agency)),
              )}
            />
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
