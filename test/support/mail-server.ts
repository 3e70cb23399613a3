// A real mail server on this machine, that does as a test tells it.
import { generateKeyPairSync, webcrypto } from "node:crypto";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** One mail as it came in. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** Header fields by their names in small letters, unfolded and decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly plain: string;
  readonly html: string;
  readonly raw: string;
  readonly secure: boolean;
}

/** What becomes of the next mails: a code refuses; `drop` breaks the connection off; `hold` never answers. */
export interface Plan {
  rcpt?: number | undefined;
  data?: number | "drop-within" | "drop-after" | "hold" | undefined;
}

export interface MailServer {
  readonly port: number;
  readonly received: Received[];
  /** How often a receiver was named, whatever came of it. */
  named: number;
  plan: Plan;
  /** Of the certificate's authority, in PEM; none without encryption. */
  readonly ca: string | undefined;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  readonly security?: "tls" | "starttls" | "plain";
  readonly user?: { readonly name: string; readonly password: string };
}

/** Starts one; it ends with the test file. */
export async function startMailServer({ security = "plain", user }: MailServerOptions = {}): Promise<MailServer> {
  const identity = security === "plain" ? undefined : await certificate();
  const refusal = (code: number): Error => Object.assign(new Error("so it is told"), { responseCode: code });
  const breakOff = (): void => {
    for (const connection of server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  };
  const options: SMTPServerOptions = {
    secure: security === "tls",
    ...(identity ? { key: identity.key, cert: identity.cert } : {}),
    disabledCommands: [...(security === "starttls" ? [] : ["STARTTLS"]), ...(user ? [] : ["AUTH"])],
    authOptional: user === undefined,
    closeTimeout: 100,
    onAuth: ({ username, password }, _, done) =>
      username === user?.name && password === user?.password ? done(null, { user: username }) : done(refusal(535)),
    onRcptTo: (_address, _session, done) => {
      mail.named += 1;
      done(mail.plan.rcpt === undefined ? null : refusal(mail.plan.rcpt));
    },
    onData: (stream, session, done) => {
      const { data } = mail.plan;
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => {
        pieces.push(piece);
        if (data === "drop-within") breakOff();
      });
      stream.on("end", () => {
        if (data === "drop-within") return;
        if (typeof data === "number") return done(refusal(data));
        const { mailFrom, rcptTo } = session.envelope;
        mail.received.push({
          ...parse(Buffer.concat(pieces).toString("utf8")),
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
        });
        if (data === "drop-after") return breakOff();
        if (data !== "hold") done();
      });
    },
  };
  const server = new SMTPServer(options);
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  let stopped = false;
  const mail: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    received: [],
    named: 0,
    plan: {},
    ca: identity?.cert,
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await new Promise<void>((done) => server.close(done));
    },
  };
  after(() => mail.stop());
  return mail;
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });
  const spki = pair.publicKey.export({ type: "spki", format: "der" });
  const keys = {
    privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
  };
  const made = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: "CN=localhost",
      keys: keys as unknown as CryptoKeyPair,
      signingAlgorithm: algorithm,
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])],
    },
    webcrypto as unknown as Crypto,
  );
  return { key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: made.toString("pem") };
}

function parse(raw: string): Pick<Received, "headers" | "plain" | "html" | "raw"> {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  const parts =
    boundary === undefined
      ? []
      : body
          .split(`--${boundary}`)
          .slice(1, -1)
          .map((part) => split(part.replace(/^\r?\n/, "")));
  const of = (type: string): string => {
    const part = parts.find((one) => one.headers.get("content-type")?.startsWith(type));
    return part ? decoded(part.body, part.headers.get("content-transfer-encoding") ?? "") : "";
  };
  return { headers, plain: of("text/plain"), html: of("text/html"), raw };
}

function split(text: string): { headers: Map<string, string>; body: string } {
  const end = text.search(/\r?\n\r?\n/);
  const lines = text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/);
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), words(line.slice(line.indexOf(":") + 1).trim())]),
  );
  return { headers, body: text.slice(end).replace(/^\r?\n\r?\n/, "") };
}

const bytesOf = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString("utf8");
  if (/quoted/i.test(encoding)) return bytesOf(body.replace(/=\r?\n/g, "")).toString("utf8");
  return body;
}

/** Encoded words (RFC 2047). */
const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, of: string) =>
      (how.toUpperCase() === "B" ? Buffer.from(of, "base64") : bytesOf(of.replaceAll("_", " "))).toString("latin1"),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
