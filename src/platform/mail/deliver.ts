// Hands one mail to the server, and says what became of it: taken, refused for now, refused for good, or not known.
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailSettings } from "./settings.ts";

/** Why it was not taken, in a word that pages can explain. */
export type Trouble = "connection" | "security" | "login" | "sender" | "address" | "content" | "later" | "broken-off";

export type Delivered =
  | { readonly kind: "sent" }
  /** Try again later. */
  | { readonly kind: "temporary"; readonly why: Trouble; readonly code?: number }
  /** Trying again cannot help. `address`: the fault lies with whom it goes to. */
  | { readonly kind: "permanent"; readonly why: Trouble; readonly code?: number }
  /** All of it was handed over and no answer came: the server may have taken it. */
  | { readonly kind: "unsure" };

export interface Letter {
  readonly to: string;
  /** The whole message, headers and body. */
  readonly raw: Buffer;
}

const piece = 16_384;
/** Everything together takes no longer, in milliseconds. */
const patience = 90_000;

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/**
 * Delivers a letter. `handing` is awaited after the server has asked for the content and before any of it is given: what it notes
 * tells, should the process die, whether the server can have the letter.
 */
export async function deliver(settings: MailSettings, letter: Letter, handing: () => Promise<void>): Promise<Delivered> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === "tls",
    requireTLS: settings.security === "starttls",
    ignoreTLS: settings.security === "plain",
    tls: { minVersion: "TLSv1.2", ...(settings.ca === undefined ? {} : { ca: settings.ca }) },
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    allowInternalNetworkInterfaces: true,
  });
  let given: "nothing" | "some" | "all" = "nothing";
  const content = Readable.from(
    (async function* () {
      await handing();
      given = "some";
      // Piece by piece, so that the end is reached only when the server has taken nearly all.
      for (let at = 0; at < letter.raw.length; at += piece) yield letter.raw.subarray(at, at + piece);
    })(),
    { objectMode: false },
  );
  content.once("end", () => {
    given = "all";
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error("it took too long"), { code: "ETIMEDOUT" })), patience);
      connection.once("error", reject);
      connection.connect((error) => {
        if (error) return reject(error);
        const send = () =>
          connection.send({ from: settings.from, to: [letter.to], size: letter.raw.length }, content, (failed) =>
            failed ? reject(failed) : resolve(),
          );
        if (!settings.user) return send();
        connection.login({ credentials: { user: settings.user.name, pass: settings.user.password } }, (refused) =>
          refused ? reject(refused) : send(),
        );
      });
    });
    connection.quit();
    return { kind: "sent" };
  } catch (error) {
    connection.close();
    return judged(error as SmtpError, given);
  } finally {
    clearTimeout(timer);
    content.destroy();
  }
}

function judged({ code, responseCode, command }: SmtpError, given: "nothing" | "some" | "all"): Delivered {
  if (responseCode === undefined || !(responseCode >= 400)) {
    if (given === "all") return { kind: "unsure" };
    if (given === "some") return { kind: "temporary", why: "broken-off" };
    return { kind: "temporary", why: code === "ETLS" ? "security" : code === "EAUTH" ? "login" : "connection" };
  }
  const said = { code: responseCode };
  // A wrong login or no encryption is the installation's own fault: nobody's mail is lost while it is put right.
  if (code === "EAUTH" || command?.startsWith("AUTH")) return { kind: "temporary", why: "login", ...said };
  if (code === "ETLS" || command === "STARTTLS") return { kind: "temporary", why: "security", ...said };
  if (responseCode < 500) return { kind: "temporary", why: "later", ...said };
  if (command === "RCPT TO") return { kind: "permanent", why: "address", ...said };
  if (command === "MAIL FROM") return { kind: "permanent", why: "sender", ...said };
  if (command === "DATA") return { kind: "permanent", why: "content", ...said };
  return { kind: "temporary", why: "connection", ...said };
}
