// Changing the organisation by forms: each command has one page, which shows what was typed again where it has to be put right.
import type { z } from "zod";
import type { Refused } from "../../casework/index.ts";
import { type OrganisationCommand, organisationCommand, powersOf } from "../../organisation/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { BackLink, Button, ButtonLink, ErrorSummary, type FieldError, Form, LangText } from "../../platform/page/index.ts";
import { changeOrganisation } from "../../staffing/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { fieldsOf } from "./fields.tsx";
import { beginning, type CommandType, rawCommand, type Typed } from "./typed.ts";
import { commands, text } from "./words.ts";

const isCommand = (name: string): name is CommandType => Object.hasOwn(commands, name);

/** Where each command is asked for, and where its answer leads. */
function home(type: CommandType, { lang }: Bench): { readonly href: string; readonly here: string } {
  if (type.endsWith("agency")) return { href: routes.agencies.to({ lang }), here: "agencies" };
  if (type.endsWith("post")) return { href: routes.posts.to({ lang }), here: "posts" };
  if (["put-officer", "end-officer", "appoint", "end-appointment"].includes(type))
    return { href: routes.officers.to({ lang }), here: "officers" };
  return { href: routes.standIns.to({ lang }), here: "stand-ins" };
}

/** Whether the form is shown at all; the command itself is held against the whole policy. */
function mayAsk(type: CommandType, { directory, officer, desk, now }: Bench): boolean {
  if (type === "delegate" || type === "leave") return true;
  const powers = powersOf(directory, officer.id, desk.day(now));
  if (powers.all || powers.administers.size > 0) return true;
  return type === "substitute" && powers.leads.size > 0;
}

export async function changePage(c: Http, bench: Bench): Promise<Response> {
  const type = c.req.param("type") ?? "";
  if (!isCommand(type)) return refuse(c, "notFound");
  if (type === "end-acting" || type === "end-leave") return c.redirect(routes.standIns.to({ lang: bench.lang }), 303);
  if (!mayAsk(type, bench)) return errorAnswer(c, { status: 403, title: text.notAllowed, detail: text.notAllowedText });
  const typed = beginning(type, (name) => c.req.query(name)?.slice(0, 200), bench);
  return typed ? show(c, bench, type, typed, []) : errorAnswer(c, { status: 404, title: text.gone, detail: text.goneText });
}

export async function change(c: Http, bench: Bench): Promise<Response> {
  const type = c.req.param("type") ?? "";
  if (!isCommand(type)) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { fields } = form;
  // Somebody is looked for: the form is shown again with whom the words find, nothing is changed.
  if (fields.get("find") !== undefined) {
    if (!mayAsk(type, bench)) return errorAnswer(c, { status: 403, title: text.notAllowed, detail: text.notAllowedText });
    return show(c, bench, type, fields, []);
  }
  const parsed = organisationCommand.safeParse(rawCommand(type, fields, bench));
  if (!parsed.success) {
    if (!mayAsk(type, bench)) return errorAnswer(c, { status: 403, title: text.notAllowed, detail: text.notAllowedText });
    return show(c, bench, type, fields, distinct(parsed.error.issues.map((issue) => shapeError(type, issue))));
  }
  const done = await changeOrganisation(
    bench.desk,
    bench.officer,
    parsed.data,
    commandId(bench.desk, bench.officer, `organisation:${type}`, fields.once),
  );
  if (!done.ok) return refusedPage(c, bench, type, fields, done);
  flash(c, "organisation-changed");
  const { href } = home(type, bench);
  const hash = anchor(parsed.data);
  return c.redirect(hash === undefined ? href : `${routes.officers.to({ lang: bench.lang }, { find: hash })}#officer-${hash}`, 303);
}

/** Whose line of the list of officers is shown then. */
const anchor = (command: OrganisationCommand): string | undefined =>
  "officer" in command && (command.type === "appoint" || command.type === "end-appointment") ? command.officer : undefined;

function refusedPage(c: Http, bench: Bench, type: CommandType, typed: Typed, why: Refused): Promise<Response> | Response {
  const errors = distinct(
    (why.errors ?? []).map(({ pointer, detail }) => ({ name: fieldOf(type, pointer.split("/").slice(1)), text: detail })),
  );
  if (why.status === 403) return errorAnswer(c, { status: 403, title: text.notAllowed, detail: why.title });
  if (why.status === 404) return errorAnswer(c, { status: 404, title: text.gone, detail: text.goneText });
  const told = errors.length === 0 || why.status === 409 ? [{ text: why.title }, ...errors] : errors;
  // What is ended by one press has no form of its own to be shown again.
  if (type === "end-acting" || type === "end-leave") {
    return errorAnswer(c, { status: 409, title: commands[type].title, detail: errors[0] ? asText(errors[0].text) : why.title });
  }
  return show(c, bench, type, typed, told, why.status === 503 ? 503 : why.status === 409 ? 409 : 422);
}

const asText = (of: FieldError["text"]) => (typeof of === "string" ? { zh: of, en: of } : of);

/** The field of the form that a member of the command stands in. */
function fieldOf(type: CommandType, path: readonly PropertyKey[]): string {
  const [head = "", second] = path.map(String);
  if (head === "title" || head === "address") return `${head}.${second ?? "zh"}`;
  if (head === "duties") return "duties.zh";
  if (type === "put-post" && head === "post") return "id";
  return head;
}

/** What is wrong with how something was typed. */
function shapeError(type: CommandType, { path, code }: z.core.$ZodIssue): FieldError {
  const name = fieldOf(type, path);
  const [head = ""] = path.map(String);
  const said = {
    id: text.wrongId,
    code: text.wrongCode,
    uscc: text.wrongUscc,
    from: text.wrongDay,
    to: text.wrongDay,
    begins: text.wrongClock,
    ends: text.wrongClock,
    duties: text.wrongDuties,
    officer: text.chooseOne,
    for: text.chooseOne,
    post: type === "put-post" ? text.wrongId : text.chooseOne,
    posts: text.chooseSome,
  } as const;
  if (code === "too_big") return { name, text: text.tooLong };
  return { name, text: Object.hasOwn(said, head) ? said[head as keyof typeof said] : text.wrong };
}

const distinct = (errors: readonly FieldError[]): FieldError[] => {
  const seen = new Set<string>();
  return errors.filter(({ name, text: said }) => {
    const key = `${name} ${JSON.stringify(said)}`;
    return !seen.has(key) && seen.add(key);
  });
};

async function show(
  c: Http,
  bench: Bench,
  type: CommandType,
  typed: Typed,
  errors: readonly FieldError[],
  status?: 409 | 422 | 503,
): Promise<Response> {
  const { lang, desk } = bench;
  const { title, button } = commands[type];
  const { href, here } = home(type, bench);
  const packs = type === "delegate" ? await desk.catalogue.all() : [];
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      <Form action={routes.change.to({ lang, type })}>
        <div class="e-act-form">{fieldsOf(type, { bench, typed, errors, packs })}</div>
        <div class="govuk-button-group">
          <Button kind={type.startsWith("end-") ? "warning" : "main"}>{button}</Button>
          <ButtonLink href={href} kind="second">
            {text.cancel}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  const page = await framed(
    bench,
    { title, here, failed: errors.length > 0, before: <BackLink href={href}>{text.back}</BackLink> },
    content,
  );
  return sendPage(c, page, status ?? (errors.length > 0 ? 422 : 200));
}
