// Administration's look at mail: whether there is a server, how it goes, what did not get through.
import { z } from "zod";
import { countMail, kindTitle, type MailTrouble, mailTroubles, sendAgain } from "../../notices/index.ts";
import { flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import type { Messages, Text } from "../../platform/i18n/index.ts";
import { Button, Code, DateTime, EmptyState, Form, InsetText, LangText, SummaryList, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";

const text = {
  title: { zh: "邮件", en: "Mail" },
  none: {
    zh: "没有设置发信服务器，不会发出任何邮件。设置见文档“Running Errand for real”。",
    en: "There is no mail server: no mail is sent. How to set one stands in “Running Errand for real”.",
  },
  waiting: { zh: "等待发送", en: "Waiting" },
  sending: { zh: "正在发送", en: "Under way" },
  sent: { zh: "已发出", en: "Sent" },
  refused: { zh: "永久拒收", en: "Refused for good" },
  failed: { zh: "多次未能发出", en: "Given up" },
  unsure: { zh: "不知是否送达", en: "Not known" },
  dropped: { zh: "不再需要", en: "No longer needed" },
  trouble: { zh: "没有送达的邮件", en: "Mail that did not get through" },
  allWell: { zh: "没有问题", en: "All is well" },
  allWellText: {
    zh: "被拒收、多次未能发出或不知是否送达的邮件会列在这里。",
    en: "Mail that is refused, given up or not known to have arrived is listed here.",
  },
  receiver: { zh: "收件人", en: "Receiver" },
  party: { zh: "申请人", en: "An applicant" },
  what: { zh: "内容", en: "What" },
  digest: { zh: "每日汇总", en: "Daily digest" },
  confirm: { zh: "确认码", en: "Code" },
  notice: { zh: "通知", en: "Notice" },
  state: { zh: "状态", en: "State" },
  when: { zh: "时间", en: "When" },
  again: { zh: "再发一次", en: "Send again" },
  attempts: (n: number) => ({ zh: `试过 ${n} 次`, en: n === 1 ? "1 attempt" : `${n} attempts` }),
} as const satisfies Messages;

const reasons: Readonly<Record<string, Text>> = {
  connection: { zh: "连不上发信服务器", en: "The mail server cannot be reached" },
  security: { zh: "加密连接没有建立，请检查证书", en: "No secure connection: check the certificate" },
  login: { zh: "发信服务器的账号或密码不对", en: "The mail server refused the login" },
  sender: { zh: "服务器不接受发件地址", en: "The server does not take the sender's address" },
  address: { zh: "服务器不接受收件地址", en: "The server does not take the receiver's address" },
  content: { zh: "服务器不接受邮件内容", en: "The server does not take the content" },
  later: { zh: "服务器要求稍后再试", en: "The server asked to try later" },
  "broken-off": { zh: "发送中途断开", en: "It broke off half-way" },
  "no-answer": { zh: "邮件已交出，没有收到答复，不自动重发", en: "It was handed over and no answer came; it is not sent again by itself" },
  "too-late": { zh: "等了太久", en: "It waited too long" },
};

export async function mailPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  const { desk, context } = bench;
  const [counts, troubles] = await Promise.all([countMail(desk), mailTroubles(desk)]);
  const states = ["waiting", "sending", "sent", "refused", "failed", "unsure", "dropped"] as const;
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      {context.mail === true ? null : (
        <InsetText>
          <LangText of={text.none} />
        </InsetText>
      )}
      <SummaryList rows={states.map((state) => ({ key: text[state], value: String(counts.get(state) ?? 0) }))} />
      <h2>
        <LangText of={text.trouble} />
      </h2>
      {troubles.length === 0 ? (
        <EmptyState title={text.allWell}>
          <p>
            <LangText of={text.allWellText} />
          </p>
        </EmptyState>
      ) : (
        <Troubles bench={bench} rows={troubles} />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "mail", flash: said }, content));
}

function Troubles({ bench: { lang, directory }, rows }: { bench: Bench; rows: readonly MailTrouble[] }) {
  return (
    <Table
      caption={text.trouble}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: text.receiver,
          heads: true,
          cell: ({ receiver }) =>
            receiver.startsWith("officer:") ? officerName(directory, receiver.slice("officer:".length)) : <LangText of={text.party} />,
        },
        { title: text.what, cell: ({ what, kind }) => <LangText of={kind ? kindTitle(kind) : text[what]} /> },
        {
          title: text.state,
          cell: ({ state, why, code, attempts }) => (
            <span>
              <Tag kind={state === "refused" ? "late" : "soon"}>{text[state]}</Tag>
              <span class="e-row-more">
                {why === null ? null : <LangText of={reasons[why] ?? { zh: why, en: why }} />}{" "}
                {code === null ? null : <Code>{String(code)}</Code>}
              </span>
              <span class="e-row-more e-muted">
                <LangText of={text.attempts(attempts)} />
              </span>
            </span>
          ),
        },
        { title: text.when, cell: ({ ended_at }) => <DateTime at={ended_at} /> },
        {
          title: text.again,
          cell: ({ id, again }) =>
            again ? (
              <Form action={routes.mailAgain.to({ lang })}>
                <input type="hidden" name="id" value={id} />
                <Button kind="second">{text.again}</Button>
              </Form>
            ) : (
              ""
            ),
        },
      ]}
    />
  );
}

export async function mailAgain(c: Http, { desk, lang, now }: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = z.uuid().safeParse(form.fields.get("id"));
  if (!id.success) return refuse(c, "notFound");
  if (await sendAgain(desk, id.data, now)) flash(c, "mail-again");
  return c.redirect(routes.mail.to({ lang }), 303);
}
