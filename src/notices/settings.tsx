// The page on which somebody says what is wanted by mail, where and in which language: the same for officers and for applicants.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import { isLang, type Lang, langs, type Messages, type Text } from "../platform/i18n/index.ts";
import {
  Button,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  InsetText,
  LangText,
  Notification,
  Select,
  SummaryList,
  Tag,
  type TagKind,
} from "../platform/page/index.ts";
import { kindTitle, type NoticeKind } from "./kinds.ts";
import { askForAddress, chooseMail, confirmAddress, forgetAddress, type MailChoice, mailChoices, type Reader } from "./reader.ts";

const text = {
  mail: { zh: "邮件", en: "Mail" },
  none: {
    zh: "本系统没有设置发信服务器，不会发出任何邮件。下面的选择会保存，设置后生效。",
    en: "This installation has no mail server: no mail is sent. What you choose here is kept and counts once there is one.",
  },
  address: { zh: "邮箱地址", en: "Mail address" },
  addressHint: {
    zh: "我们先发一个确认码到这个地址。邮件里只有办件编号和事项名称，没有办件内容。",
    en: "A code is sent there first. Mails name cases by number and service; nothing of their content.",
  },
  language: { zh: "邮件用的语言", en: "Language of mails" },
  send: { zh: "发送确认码", en: "Send a code" },
  code: { zh: "确认码", en: "Code" },
  codeHint: { zh: "邮件里的 8 位数字，一天内有效。", en: "Eight digits from the mail; they hold for a day." },
  confirm: { zh: "确认", en: "Confirm" },
  remove: { zh: "删除地址，不再收邮件", en: "Remove the address: no more mail" },
  state: { zh: "状态", en: "State" },
  asked: { zh: "等待确认", en: "Waiting to be confirmed" },
  good: { zh: "已确认", en: "Confirmed" },
  bad: { zh: "无法送达", en: "Cannot be reached" },
  badText: {
    zh: "对方邮件服务器永久拒收，已停止向这个地址发信。请改正后重新确认。",
    en: "Its mail server refused our mail for good, so nothing more is sent there. Correct it and confirm it again.",
  },
  what: { zh: "哪些事发邮件", en: "What is sent by mail" },
  whatText: {
    zh: "收件箱里总会有。“每日汇总”在早上八点合成一封。",
    en: "Everything is in the inbox in any case. “Daily digest” is one mail at eight in the morning.",
  },
  whatParty: { zh: "“每日汇总”在早上八点合成一封。", en: "“Daily digest” is one mail at eight in the morning." },
  save: { zh: "保存", en: "Save" },
  yes: { zh: "立即", en: "At once" },
  digest: { zh: "每日汇总", en: "Daily digest" },
  no: { zh: "不发", en: "No mail" },
  notOne: { zh: "请填写完整的邮箱地址，例如 name@example.org。", en: "Enter a whole mail address, like name@example.org." },
  tooOften: { zh: "今天要求的确认码太多，请明天再试。", en: "Too many codes were asked for today: try again tomorrow." },
  wrongCode: { zh: "确认码不对或已过期。请核对邮件，或重新发送。", en: "The code is wrong or too old. Check the mail, or send another." },
} as const satisfies Messages;

const tongues = { zh: { zh: "中文", en: "Chinese" }, en: { zh: "英文", en: "English" } } as const satisfies Record<Lang, Text>;
const states = { asked: "soon", good: "done", bad: "late" } as const satisfies Record<string, TagKind>;

export interface SettingsProps {
  readonly reader: Reader;
  /** There is a server that mail goes out by. */
  readonly configured: boolean;
  /** Where choices are sent, and where the address is. */
  readonly action: string;
  readonly addressAction: string;
  readonly party: boolean;
  readonly errors: readonly FieldError[];
  /** What was typed, where it has to be put right. */
  readonly typed?: string | undefined;
}

export function MailSettingsForm({ reader, configured, action, addressAction, party, errors, typed }: SettingsProps) {
  const state = reader.state === "none" ? undefined : reader.state;
  return (
    <>
      <ErrorSummary errors={errors} />
      <h2>
        <LangText of={text.mail} />
      </h2>
      {configured ? null : (
        <InsetText>
          <LangText of={text.none} />
        </InsetText>
      )}
      {state === "bad" ? (
        <Notification>
          <p>
            <LangText of={text.badText} />
          </p>
        </Notification>
      ) : null}
      {state ? (
        <SummaryList
          rows={[
            { key: text.address, value: <span class="e-code">{reader.address}</span> },
            { key: text.state, value: <Tag kind={states[state]}>{text[state]}</Tag> },
          ]}
        />
      ) : null}
      {state === "asked" ? (
        <Form action={addressAction}>
          <Input
            name="code"
            label={text.code}
            hint={text.codeHint}
            width={10}
            inputmode="numeric"
            autocomplete="one-time-code"
            code
            error={errorOf(errors, "code")}
          />
          <Button name="act" value="confirm">
            {text.confirm}
          </Button>
        </Form>
      ) : null}
      <Form action={addressAction}>
        <Input
          name="address"
          label={text.address}
          hint={text.addressHint}
          type="email"
          width={30}
          autocomplete="email"
          maxlength={254}
          value={typed}
          error={errorOf(errors, "address")}
        />
        <Button kind="second" name="act" value="ask">
          {text.send}
        </Button>
      </Form>
      {state ? (
        <Form action={addressAction}>
          <Button kind="second" name="act" value="remove">
            {text.remove}
          </Button>
        </Form>
      ) : null}
      <h2>
        <LangText of={text.what} />
      </h2>
      <p>
        <LangText of={party ? text.whatParty : text.whatText} />
      </p>
      <Form action={action}>
        <div class="e-filters">
          {[...reader.choices].map(([kind, choice]) => (
            <Select
              key={kind}
              name={`mail-${kind}`}
              label={kindTitle(kind)}
              value={choice}
              options={mailChoices.map((value) => ({ value, label: text[value] }))}
            />
          ))}
        </div>
        <Select
          name="language"
          label={text.language}
          value={reader.language}
          options={langs.map((value) => ({ value, label: tongues[value] }))}
        />
        <Button>{text.save}</Button>
      </Form>
    </>
  );
}

type Fields = { get(name: string): string | undefined };
const choice = z.enum(mailChoices);
const languageOf = (fields: Fields, usual: Lang): Lang => {
  const given = fields.get("language") ?? "";
  return isLang(given) ? given : usual;
};

/** Saves what was chosen; what is missing or unknown stays as it was. */
export async function saveChoices(desk: Desk, receiver: string, before: Reader, fields: Fields): Promise<void> {
  const chosen = new Map<NoticeKind, MailChoice>();
  for (const kind of before.choices.keys()) {
    const read = choice.safeParse(fields.get(`mail-${kind}`));
    if (read.success) chosen.set(kind, read.data);
  }
  await chooseMail(desk, receiver, chosen, languageOf(fields, before.language));
}

/** What became of a deed on the address: a word for the next page, or what has to be put right. */
export type AddressDone =
  | { readonly ok: true; readonly word: "code-sent" | "address-confirmed" | "address-removed" | "address-known" }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly typed?: string | undefined };

/** Asks for an address, confirms or removes it, as the form says. */
export async function changeAddress(desk: Desk, receiver: string, usual: Lang, fields: Fields, now: number): Promise<AddressDone> {
  const act = fields.get("act");
  if (act === "remove") {
    await forgetAddress(desk, receiver);
    return { ok: true, word: "address-removed" };
  }
  if (act === "confirm") {
    return (await confirmAddress(desk, receiver, fields.get("code") ?? "", now))
      ? { ok: true, word: "address-confirmed" }
      : { ok: false, errors: [{ name: "code", text: text.wrongCode }] };
  }
  const typed = (fields.get("address") ?? "").trim();
  const asked = await askForAddress(desk, receiver, typed, usual, now);
  if (asked === "asked") return { ok: true, word: "code-sent" };
  if (asked === "known") return { ok: true, word: "address-known" };
  return { ok: false, errors: [{ name: "address", text: asked === "not-one" ? text.notOne : text.tooOften }], typed };
}

/** Said on the page after a deed. */
export const settingsFlashes = {
  "code-sent": { zh: "确认码已发往这个地址，请查收邮件。", en: "A code is on its way to that address." },
  "address-confirmed": { zh: "已确认。通知会发到这个地址。", en: "Confirmed. Notices are sent there now." },
  "address-removed": { zh: "地址已删除，不再发邮件。", en: "The address was removed; no more mail is sent." },
  "address-known": { zh: "这个地址已经确认过，无需再次确认。", en: "This address is confirmed already." },
  "choices-saved": { zh: "已保存。", en: "Saved." },
} as const satisfies Messages;
