// One mail as bytes: plain text and simple HTML, in the receiver's language, with an id that follows from what it tells.
import MailComposer from "nodemailer/lib/mail-composer";
import { type Lang, tag } from "../i18n/index.ts";

export interface Mail {
  /** The id of its row: the same mail has the same Message-ID, however often it is sent. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly lang: Lang;
  readonly subject: string;
  /** Paragraphs; a line that leads somewhere has its address. */
  readonly lines: readonly { readonly text: string; readonly href?: string }[];
  readonly footer: readonly { readonly text: string; readonly href?: string }[];
  /** Where mail is stopped at once; absent where nothing was ever asked for. */
  readonly stop?: string;
  readonly at: number;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const oneLine = (text: string): string => text.replace(/[\r\n\t\u2028\u2029]+/g, " ").trim();

/** The Message-ID of a mail, by its row and the sender's domain. */
export const messageId = ({ id, from }: Pick<Mail, "id" | "from">): string => `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`;

export async function composeMail(mail: Mail): Promise<Buffer> {
  const parts = [...mail.lines, { text: "--" }, ...mail.footer];
  const plain = parts.map(({ text, href }) => (href === undefined ? text : `${text}\n${href}`)).join("\n\n");
  const html = (of: Mail["lines"]) =>
    of
      .map(({ text, href }) => (href === undefined ? `<p>${escaped(text)}</p>` : `<p><a href="${escaped(href)}">${escaped(text)}</a></p>`))
      .join("\n");
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: oneLine(mail.subject),
    messageId: messageId(mail),
    date: new Date(mail.at),
    text: `${plain}\n`,
    html: `<!DOCTYPE html>\n<html lang="${tag[mail.lang]}"><head><meta charset="utf-8"><title>${escaped(oneLine(mail.subject))}</title></head><body>\n${html(mail.lines)}\n<hr>\n${html(mail.footer)}\n</body></html>\n`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": tag[mail.lang],
      ...(mail.stop === undefined
        ? {}
        : { "List-Unsubscribe": { prepared: true, value: `<${mail.stop}>` }, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
