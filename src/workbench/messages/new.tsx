// Beginning a conversation about a case: to whom, and what.
import type { CaseView } from "../../casework/index.ts";
import {
  type Address,
  type Attached,
  type AttachedTitle,
  attachable,
  barredText,
  type Choice,
  closedFor,
  isGrave,
  messageCase,
  mostAttached,
  mostReceivers,
  mostWords,
  receiverChoices,
  sendMessage,
} from "../../messages/index.ts";
import { flash, type Http, readForm } from "../../platform/http/index.ts";
import { Checkboxes, errorOf, type FieldError, InsetText, LangText, Notification, Textarea } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import { sendForm } from "../act/form-page.tsx";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

interface Typed {
  readonly to: readonly string[];
  readonly words: string | undefined;
  readonly attached: readonly string[];
}

export async function newMessagePage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openCase(c, bench);
  return opened.ok ? show(c, bench, opened.view, { to: [], words: undefined, attached: [] }, []) : opened.response;
}

export async function newMessageDone(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { view } = opened;
  const typed: Typed = {
    to: [...new Set(form.fields.all("to"))].slice(0, mostReceivers),
    words: form.fields.get("words"),
    attached: form.fields.all("attached"),
  };
  const to = typed.to.flatMap((one) => addressOf(one) ?? []);
  const errors = [
    ...(to.length === 0 ? [{ name: "to", text: text.toMissing }] : []),
    ...wordsProblems(typed.words),
    ...attachedProblems(typed.attached),
  ];
  if (errors.length > 0) return show(c, bench, view, typed, errors);
  const { id } = view.heading;
  const message = {
    text: (typed.words ?? "").trim(),
    to,
    attached: attachedOf(typed.attached),
    id: commandId(desk, officer, `message:${id}`, form.fields.once),
  };
  const sent = await sendMessage(desk, officer, view.loaded, message);
  if (!sent.ok) {
    if (sent.errors)
      return show(
        c,
        bench,
        view,
        typed,
        sent.errors.map(({ pointer, detail }) => ({ name: pointer.startsWith("/attached") ? "attached" : "to", text: detail })),
      );
    return sendCase(c, bench, view, { notice: <Refusal of={sent.title} />, status: sent.status === 409 ? 409 : 403 });
  }
  flash(c, "message-sent");
  return c.redirect(routes.thread.to({ lang, id, thread: sent.thread }), 303);
}

/** What is wrong with the words, to be put right. */
export function wordsProblems(words: string | undefined): FieldError[] {
  if (words === undefined || words.trim() === "") return [{ name: "words", text: text.wordsMissing }];
  return words.trim().length > mostWords ? [{ name: "words", text: text.wordsLong(mostWords) }] : [];
}

/** What of the case is to go along, as the boxes say it: `document:3`. */
export const attachedOf = (values: readonly string[]): Attached[] =>
  [...new Set(values)].flatMap((value) => {
    const [, kind, no] = /^(document|evidence):([1-9]\d{0,5})$/.exec(value) ?? [];
    return kind === undefined ? [] : [{ kind: kind === "document" ? "document" : "evidence", no: Number(no) }];
  });

export const attachedProblems = (values: readonly string[]): FieldError[] =>
  attachedOf(values).length > mostAttached ? [{ name: "attached", text: text.attachedMany(mostAttached) }] : [];

/** Boxes for what of the case can go along; nothing where it has nothing. */
export function AttachBoxes(props: { there: readonly AttachedTitle[]; chosen: readonly string[]; errors: readonly FieldError[] }) {
  const { there, chosen, errors } = props;
  if (there.length === 0) return null;
  return (
    <Checkboxes
      name="attached"
      label={text.attach}
      hint={text.attachHint}
      options={there.map(({ kind, no, title }) => ({ value: `${kind}:${no}`, label: title }))}
      values={[...chosen]}
      error={errorOf(errors, "attached")}
    />
  );
}

/** Why nothing was sent. */
export const Refusal = ({ of }: { of: { readonly zh: string; readonly en: string } }) => (
  <Notification>
    <p>
      <LangText of={of} />
    </p>
  </Notification>
);

function addressOf(value: string): Address | undefined {
  if (value.startsWith("officer:")) return { officer: value.slice(8) };
  return value.startsWith("post:") ? { post: value.slice(5) } : undefined;
}

async function show(c: Http, bench: Bench, view: CaseView, typed: Typed, errors: readonly FieldError[]): Promise<Response> {
  const about = messageCase(view.loaded);
  const closed = closedFor(about);
  if (closed) return sendCase(c, bench, view, { notice: <Refusal of={barredText[closed]} />, status: 409 });
  const choices = await receiverChoices(bench.desk, bench.officer, view.loaded);
  const there = await attachable(bench.desk, view);
  return sendForm(c, bench, {
    title: text.beginTitle,
    view,
    action: routes.newMessage.to({ lang: bench.lang, id: view.heading.id }),
    button: text.send,
    errors,
    notice: isGrave(about) ? (
      <InsetText>
        <LangText of={text.grave} />
      </InsetText>
    ) : undefined,
    children: (
      <>
        <p>
          <LangText of={text.kept} />
        </p>
        <Receivers choices={choices} chosen={typed.to} errors={errors} />
        <Textarea name="words" label={text.words} value={typed.words} rows={6} maxlength={mostWords} error={errorOf(errors, "words")} />
        <AttachBoxes there={there} chosen={typed.attached} errors={errors} />
      </>
    ),
  });
}

function Receivers({ choices, chosen, errors }: { choices: readonly Choice[]; chosen: readonly string[]; errors: readonly FieldError[] }) {
  if (choices.length === 0) {
    return (
      <p>
        <LangText of={text.noneToWrite} />
      </p>
    );
  }
  return (
    <Checkboxes
      name="to"
      label={text.to}
      hint={text.toHint}
      options={choices.map(({ value, label }) => ({ value, label }))}
      values={[...chosen]}
      error={errorOf(errors, "to")}
    />
  );
}
