// Where mail goes out, from the installation's settings.
import { readFileSync } from "node:fs";
import { isIP } from "node:net";

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte. `starttls`: asked for and insisted on. `plain`: never; for a server on this machine. */
  readonly security: "tls" | "starttls" | "plain";
  readonly user?: { readonly name: string; readonly password: string };
  /** The sender: a bare address. */
  readonly from: string;
  /** The certificates, in PEM, of the authority that vouches for the server; without them the system's own. */
  readonly ca?: string;
}

/** An address that can stand in an envelope and in a header as it is: no quotes, comments, spaces or line ends. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/.test(
    text,
  );

/** What is set, as it is set: ERRAND_SMTP_URL, ERRAND_SMTP_FROM, ERRAND_SMTP_CA. */
export interface GivenMail {
  readonly url: string | undefined;
  readonly from: string | undefined;
  readonly ca: string | undefined;
}

/** Reads the settings: none set is no mail; one sentence for each that is wrong. A password is never repeated. */
export function readMailSettings({
  url,
  from,
  ca,
}: GivenMail):
  | { readonly ok: true; readonly mail: MailSettings | undefined }
  | { readonly ok: false; readonly problems: readonly string[] } {
  if (url === undefined) {
    return from === undefined && ca === undefined
      ? { ok: true, mail: undefined }
      : { ok: false, problems: ["ERRAND_SMTP_URL is missing: the other mail settings are of no use without it."] };
  }
  const problems: string[] = [];
  const at = URL.parse(url);
  const known =
    at !== null && /^smtps?:$/.test(at.protocol) && at.hostname !== "" && (at.pathname === "" || at.pathname === "/") && !at.hash;
  const tls = known ? at.searchParams.get("tls") : null;
  const extra = known ? [...at.searchParams.keys()].filter((name) => name !== "tls") : [];
  if (!known) {
    problems.push("ERRAND_SMTP_URL is not a mail server's address (smtps://login:password@host:465 or smtp://login:password@host:587).");
  } else if (extra.length > 0 || (tls !== null && (tls !== "never" || at.protocol === "smtps:"))) {
    problems.push('ERRAND_SMTP_URL may end in "?tls=never" after smtp://, and in nothing else.');
  } else if (tls === "never" && at.username !== "" && !loopback(at.hostname)) {
    problems.push("ERRAND_SMTP_URL would send its password in the clear: leave out ?tls=never, or the login.");
  }
  if (from === undefined) problems.push("ERRAND_SMTP_FROM is missing: the address that mail comes from.");
  else if (!isMailAddress(from)) problems.push("ERRAND_SMTP_FROM is not a mail address like errand@example.org.");
  const authority = ca === undefined ? undefined : certificates(ca);
  if (ca !== undefined && authority === undefined) problems.push("ERRAND_SMTP_CA is not a file with certificates in PEM.");
  if (problems.length > 0 || !at || from === undefined) return { ok: false, problems };
  const security = at.protocol === "smtps:" ? "tls" : tls === "never" ? "plain" : "starttls";
  return {
    ok: true,
    mail: {
      host: at.hostname.replace(/^\[|\]$/g, ""),
      port: at.port === "" ? (security === "tls" ? 465 : security === "starttls" ? 587 : 25) : Number(at.port),
      security,
      from,
      ...(at.username === "" ? {} : { user: { name: decodeURIComponent(at.username), password: decodeURIComponent(at.password) } }),
      ...(authority === undefined ? {} : { ca: authority }),
    },
  };
}

const loopback = (host: string): boolean => host === "localhost" || host === "[::1]" || (isIP(host) === 4 && host.startsWith("127."));

function certificates(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8");
    return text.includes("-----BEGIN CERTIFICATE-----") ? text : undefined;
  } catch {
    return undefined;
  }
}
