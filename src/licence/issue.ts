// Issuing: one PDF/A-3 that people read, with the credential that machines read inside it, signed by the agency as a whole.
import { createHash } from "node:crypto";
import { defaultZone, type Lang } from "../platform/i18n/index.ts";
import { type Json, qrSvg, type Renderer, type RenderRequest, type RenderResult } from "../platform/pdf/index.ts";
import { type Licence, parts } from "./licence.ts";
import { signPdf } from "./pades.ts";
import { type Claims, issueSdJwt } from "./sd-jwt.ts";
import type { SigningKey } from "./signing-key.ts";

export interface LicenceOrder {
  readonly renderer: Renderer;
  /** The pack's template; it reads `{ …data, licence, claims, verifyUrl, qr: "/qr.svg" }` from `/data.json`. */
  readonly template: string;
  readonly files?: RenderRequest["files"];
  readonly licence: Licence;
  /** What the template may draw on; only what it shows leaves the house, none of it is attached. */
  readonly data: Readonly<Record<string, Json>>;
  /**
   * What the licence says beyond its own fields: in the credential always open, or shown only at the holder's will (as the holder
   * always is). These and the licence's fields are attached as data.
   */
  readonly claims?: { readonly open?: Claims; readonly disclosable?: Claims };
  /** Its place in the status list that is served at `uri`. */
  readonly status: { readonly uri: string; readonly idx: number };
  /** The public page that checks this licence; in the QR code. */
  readonly verifyUrl: string;
  readonly signingKey: SigningKey;
  /** The instant of issue, epoch milliseconds. */
  readonly at: number;
  readonly lang?: Lang;
  /** The zone that the licence's dates are of. */
  readonly zone?: string;
}

export type Issued =
  | { readonly ok: true; readonly pdf: Uint8Array; readonly credential: string /** SHA-256 of the PDF, hex. */; readonly sha256: string }
  | Extract<RenderResult, { ok: false }>;

/** Issues a licence; about 8 ms warm. A name that no font can show, or a faulty template, is a returned problem and issues nothing. */
export function issueLicence(order: LicenceOrder): Issued {
  const { licence, data, verifyUrl, signingKey, at, lang = "zh" } = order;
  const said = { licence, claims: { ...order.claims?.open, ...order.claims?.disclosable }, verifyUrl };
  const bound = Buffer.from(JSON.stringify(said));
  const credential = issueSdJwt(openClaims(order, bound), holderClaims(order), signingKey);
  const rendered = order.renderer.render({
    template: order.template,
    files: { ...order.files, "/qr.svg": qrSvg(verifyUrl) },
    data: { ...data, ...said, qr: "/qr.svg" },
    standard: "a-3b",
    lang,
    title: `${licence.title[lang]} ${licence.number}`,
    at,
    attachments: [
      {
        name: parts.credential,
        mime: "application/dc+sd-jwt",
        relationship: "alternative",
        description: "可验证凭证 Verifiable credential",
        bytes: Buffer.from(credential),
      },
      { name: parts.data, mime: "application/json", relationship: "source", description: "证照数据 Data of the licence", bytes: bound },
    ],
  });
  if (!rendered.ok) return rendered;
  const pdf = signPdf(rendered.pdf, signingKey, { at, reason: `签发 ${licence.title.zh} · Issue of ${licence.title.en}` });
  return { ok: true, pdf, credential, sha256: createHash("sha256").update(pdf).digest("hex") };
}

function openClaims({ licence, claims, status, verifyUrl, at, zone = defaultZone }: LicenceOrder, bound: Uint8Array): Claims {
  const { number, identifier, type, title, issuer, validFrom, validTo, issued } = licence;
  return {
    ...claims?.open,
    iss: issuer.uri,
    vct: `urn:errand:licence:${type}`,
    iat: Math.floor(at / 1000),
    nbf: startOf(validFrom, zone),
    ...(validTo !== null && { exp: startOf(validTo, zone, 1) }),
    status: { status_list: { idx: status.idx, uri: status.uri } },
    number,
    identifier,
    title,
    issuer: { zh: issuer.zh, en: issuer.en, code: issuer.code },
    issued,
    valid_from: validFrom,
    valid_to: validTo,
    check: verifyUrl,
    document: { "sha-256": createHash("sha256").update(bound).digest("base64url") },
  };
}

function holderClaims({ licence: { holder }, claims }: LicenceOrder): Claims {
  return {
    ...claims?.disclosable,
    holder_name: holder.name,
    ...(holder.identifier !== null && { holder_identifier: holder.identifier }),
    ...(holder.kind !== null && { holder_identifier_kind: holder.kind }),
  };
}

/** Seconds since the epoch at which a calendar date (plus `days`) begins in `zone`. */
const startOf = (day: string, zone: string, days = 0): number =>
  Math.floor(Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(zone).epochMilliseconds / 1000);
