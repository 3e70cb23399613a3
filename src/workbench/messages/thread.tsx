// One conversation: what was said, who read it, and an answer. Whoever opens it has read it, which the case's history says.
import type { VNode } from "preact";
import { z } from "zod";
import type { CaseView } from "../../casework/index.ts";
import {
  type Address,
  attachable,
  closedFor,
  type Message,
  messageCase,
  messagesOf,
  mostWords,
  partsOf,
  readMessages,
  sendMessage,
} from "../../messages/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  Breadcrumbs,
  Button,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  LangText,
  Link,
  Textarea,
} from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import { openCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { AttachBoxes, attachedOf, attachedProblems, wordsProblems } from "./new.tsx";
import { Names } from "./part.tsx";
import { text } from "./words.ts";

interface Opened {
  readonly ok: true;
  readonly view: CaseView;
  readonly thread: string;
  readonly messages: readonly Message[];
}

/** The conversation in the address, for those who take part. */
async function opened(c: Http, bench: Bench): Promise<Opened | { readonly ok: false; readonly response: Response }> {
  const thread = z.uuid().safeParse(c.req.param("thread"));
  if (!thread.success) return { ok: false, response: await refuse(c, "notFound") };
  const found = await openCase(c, bench);
  if (!found.ok) return found;
  const messages = await messagesOf(bench.desk, bench.officer, found.view.loaded, thread.data);
  if (messages.length === 0) return { ok: false, response: await refuse(c, "notFound") };
  return { ok: true, view: found.view, thread: thread.data, messages };
}

export async function threadPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  const found = await opened(c, bench);
  if (!found.ok) return found.response;
  if ((await readMessages(bench.desk, bench.officer, found.view.loaded, found.messages)) === 0) return show(c, bench, found, { said });
  const messages = await messagesOf(bench.desk, bench.officer, found.view.loaded, found.thread);
  return show(c, bench, { ...found, messages }, { said });
}

export async function threadDone(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const found = await opened(c, bench);
  if (!found.ok) return found.response;
  const words = form.fields.get("words");
  const attached = form.fields.all("attached");
  const errors = [...wordsProblems(words), ...attachedProblems(attached)];
  if (errors.length > 0) return show(c, bench, found, { errors, words, attached });
  const { id } = found.view.heading;
  const sent = await sendMessage(desk, officer, found.view.loaded, {
    text: (words ?? "").trim(),
    to: others(found.messages, bench),
    thread: found.thread,
    attached: attachedOf(attached),
    id: commandId(desk, officer, `message:${id}:${found.thread}`, form.fields.once),
  });
  if (!sent.ok) {
    if (sent.errors) return show(c, bench, found, { errors: sent.errors.map(said), words, attached });
    return errorAnswer(c, { status: sent.status, title: sent.title, detail: sent.title });
  }
  flash(c, "message-sent");
  return c.redirect(routes.thread.to({ lang, id, thread: found.thread }), 303);
}

const said = ({ pointer, detail }: { readonly pointer: string; readonly detail: Text }): FieldError => ({
  name: pointer.startsWith("/attached") ? "attached" : "words",
  text: detail,
});

/** Everybody in the conversation but the one who answers and the own posts. */
function others(messages: readonly Message[], { officer }: Pick<Bench, "officer">): Address[] {
  const own = new Set(partsOf(officer));
  const all = new Set(messages.flatMap(({ to, sender }) => [...to, `officer:${sender}`]));
  const rest = [...all].filter((one) => !own.has(one));
  return (rest.length > 0 ? rest : [...all]).map((one) =>
    one.startsWith("officer:") ? { officer: one.slice(8) } : { post: one.slice(5) },
  );
}

async function show(
  c: Http,
  bench: Bench,
  { view, thread, messages }: Opened,
  {
    said,
    errors = [],
    words,
    attached = [],
  }: { said?: string | undefined; errors?: readonly FieldError[]; words?: string | undefined; attached?: readonly string[] },
): Promise<Response> {
  const { lang } = bench;
  const { id, number, service } = view.heading;
  const title = { zh: `对话：${service.zh} ${number}`, en: `Conversation: ${service.en} ${number}` };
  const before = (
    <Breadcrumbs
      items={[
        { href: `${routes.case.to({ lang, id })}#messages`, label: { zh: `${service.zh} ${number}`, en: `${service.en} ${number}` } },
      ]}
    />
  );
  const open = closedFor(messageCase(view.loaded)) === undefined;
  const there = open ? await attachable(bench.desk, view) : [];
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.conversation} />
      </h1>
      <p class="e-caption">
        <LangText of={service} /> · <span class="e-code">{number}</span>
      </p>
      <ol class="e-plain e-messages" data-live={`message:${id}`}>
        {messages.map((message) => (
          <One key={message.id} bench={bench} id={id} message={message} />
        ))}
      </ol>
      {open ? (
        <Form action={routes.thread.to({ lang, id, thread })}>
          <Textarea
            name="words"
            label={text.answer}
            hint={text.answerAll}
            value={words}
            rows={4}
            maxlength={mostWords}
            error={errorOf(errors, "words")}
          />
          <AttachBoxes there={there} chosen={attached} errors={errors} />
          <Button>{text.send}</Button>
        </Form>
      ) : null}
      <p class="e-muted">
        <LangText of={text.kept} />
      </p>
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title, here: "threads", flash: said, failed, before }, content), failed ? 422 : 200);
}

function One({ bench: { directory, lang }, id, message }: { bench: Bench; id: string; message: Message }): VNode {
  return (
    <li class="e-message">
      <p class="e-message__head">
        <strong>{officerName(directory, message.sender)}</strong>{" "}
        <span class="e-muted">
          <LangText of={postTitle(directory, message.post)} /> <LangText of={text.arrow} /> <Names directory={directory} of={message.to} />{" "}
          · <DateTime at={message.at} />
        </span>
      </p>
      <blockquote class="e-said e-lines">{message.text}</blockquote>
      {message.attached.length === 0 ? null : (
        <ul class="e-plain">
          {message.attached.map(({ kind, no, title }) => (
            <li key={`${kind}:${no}`}>
              <LangText of={text.attached} />{" "}
              <Link href={(kind === "document" ? routes.document : routes.evidenceFile).to({ lang, id, no })}>
                <LangText of={title} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p class="e-muted e-message__read">
        {message.readings.length === 0 ? (
          <LangText of={text.unreadBy} />
        ) : (
          <>
            <LangText of={text.readBy} />
            {message.readings.map(({ officer, at }, i) => (
              <span key={officer}>
                {i > 0 ? <LangText of={{ zh: "、", en: "; " }} /> : null}
                {officerName(directory, officer)} <DateTime at={at} />
              </span>
            ))}
          </>
        )}
      </p>
    </li>
  );
}
