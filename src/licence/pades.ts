// PAdES baseline B-B signatures (ETSI EN 319 142-1) as an incremental update (ISO 32000-2, 7.5.6 and 12.8) of a file that our own
// renderer made: the bytes before stay as they were, so PDF/A stays PDF/A. Its files have plain cross-reference tables and no
// object streams, which keeps this a matter of text; a file of any other make is refused.
import type { KeyObject } from "node:crypto";
import { type DetachedSignature, detachedLength, readDetached, signDetached } from "./cms.ts";

/** Bytes kept free for the CMS container: about 700 are used. */
const room = 2048;

export interface PdfSigner {
  /** X.509 certificate, DER. */
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
}

/**
 * Appends one signature over the whole file, which may bear signatures already. `at` (epoch milliseconds) is the claimed time; `reason` is
 * shown by PDF readers.
 */
export function signPdf(pdf: Uint8Array, signer: PdfSigner, { at, reason }: { readonly at: number; readonly reason: string }): Uint8Array {
  const file = Buffer.from(pdf).toString("latin1");
  const shape = readShape(file);
  const [signature, field] = [shape.size, shape.size + 1];
  const range = " ".repeat(32);
  const contents = "0".repeat(room * 2);
  const objects: [number, string][] = [
    [shape.root.number, withField(shape.root.body, `${field} 0 R`)],
    [shape.page.number, withAnnotation(shape.page.body, `${field} 0 R`)],
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfDate(at)}) /Reason <${utf16(reason)}> /ByteRange [${range}] /Contents <${contents}> >>`,
    ],
    [
      field,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${fieldName(shape.root.body)}) /V ${signature} 0 R /F 132 /Rect [0 0 0 0] /P ${shape.page.number} 0 R >>`,
    ],
  ];
  let update = "\n";
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, file.length + update.length);
    update += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const table = [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, "0")} 00000 n \n`);
  const start = file.length + update.length;
  update += `xref\n${table.join("")}trailer\n<< /Size ${field + 1} /Root ${shape.root.number} 0 R /Prev ${shape.startxref}${shape.carried} >>\nstartxref\n${start}\n%%EOF\n`;
  return fill(Buffer.from(file + update, "latin1"), file.length, range.length, signer);
}

function fill(whole: Buffer, from: number, rangeLength: number, signer: PdfSigner): Uint8Array {
  const rangeAt = whole.indexOf("/ByteRange [", from) + "/ByteRange [".length;
  const open = whole.indexOf("/Contents <", rangeAt) + "/Contents ".length;
  const close = open + room * 2 + 2;
  whole.write(`0 ${open} ${close} ${whole.length - close}`.padEnd(rangeLength), rangeAt, "latin1");
  const cms = signDetached([whole.subarray(0, open), whole.subarray(close)], signer.certificate, signer.key);
  if (cms.length > room) throw new RangeError(`The signature takes ${cms.length} bytes; ${room} are kept for it.`);
  whole.write(Buffer.from(cms).toString("hex"), open + 1, "latin1");
  return new Uint8Array(whole);
}

/** A signature found in a file, and the two parts of the file around it: everything but the container itself. */
export interface PdfSignature extends DetachedSignature {
  readonly covered: readonly Uint8Array[];
}

/**
 * The last signature of the file. Undefined unless it covers the whole file from its first byte to its last, and the container is
 * written in the one way in which `signPdf` writes it (lower-case hexadecimal, zeros behind).
 */
export const readPdfSignature = (pdf: Uint8Array): PdfSignature | undefined => readPdfSignatures(pdf)?.at(-1);

/**
 * Every signature of the file, the first one first. Undefined unless the last one covers the whole file and each one before it covers
 * everything up to its own end.
 */
export function readPdfSignatures(pdf: Uint8Array): readonly PdfSignature[] | undefined {
  const whole = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const found: PdfSignature[] = [];
  // From the end: what stands before a signature's own update is what its predecessor signed.
  for (let end = whole.length; ; ) {
    const at = whole.lastIndexOf("/ByteRange [", end - 1);
    if (at < 0) return found.length > 0 ? found : undefined;
    const one = readOneSignature(whole.subarray(0, end), at);
    if (!one) return undefined;
    found.unshift(one);
    const before = whole.lastIndexOf("%%EOF", at);
    if (before < 0) return undefined;
    end = before + "%%EOF\n".length;
  }
}

function readOneSignature(whole: Buffer, at: number): PdfSignature | undefined {
  const found = /^\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\] \/Contents </.exec(whole.subarray(at, at + 100).toString("latin1"));
  if (!found) return undefined;
  const [open, close, rest] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (open !== at + found[0].length - 1 || close + rest !== whole.length || close - open < 4) return undefined;
  const hex = whole.subarray(open + 1, close - 1).toString("latin1");
  if (whole[open] !== 0x3c || whole[close - 1] !== 0x3e || !/^(?:[0-9a-f]{2})+$/.test(hex)) return undefined;
  const padded = Buffer.from(hex, "hex");
  const length = detachedLength(padded);
  if (!length || padded.subarray(length).some((byte) => byte !== 0)) return undefined;
  const signature = readDetached(padded.subarray(0, length));
  return signature && { ...signature, covered: [whole.subarray(0, open), whole.subarray(close)] };
}

interface Shape {
  readonly size: number;
  readonly startxref: number;
  readonly root: { readonly number: number; readonly body: string };
  readonly page: { readonly number: number; readonly body: string };
  /** The trailer's entries that every update repeats. */
  readonly carried: string;
}

function readShape(file: string): Shape {
  const end = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.slice(-64));
  const startxref = Number(end?.[1]);
  const { offsets, trailer, size } = readTables(file, startxref);
  const object = (number: number) => {
    const text = file.slice(offsets.get(number) ?? file.length);
    const body = new RegExp(`^${number} 0 obj\\s+(<<[\\s\\S]*?>>)\\s*endobj`).exec(text)?.[1];
    if (!body) throw new RangeError(`Object ${number} is not a dictionary.`);
    return { number, body };
  };
  const reference = (text: string, key: string) => Number(new RegExp(`/${key}\\s+\\[?\\s*(\\d+) 0 R`).exec(text)?.[1]);
  const root = object(reference(trailer, "Root"));
  let page = object(reference(root.body, "Pages"));
  while (/\/Type\s*\/Pages\b/.test(page.body)) page = object(reference(page.body, "Kids"));
  const carried = [/\/Info\s+\d+ 0 R/, /\/ID\s+\[[\s\S]*?\]/].map((entry) => ` ${entry.exec(trailer)?.[0] ?? ""}`).join("");
  return { size, startxref, root, page, carried };
}

/** Where each object stands: the newest table first, and from there back to the first one (ISO 32000-2, 7.5.4 and 7.5.6). */
function readTables(file: string, newest: number): { offsets: ReadonlyMap<number, number>; trailer: string; size: number } {
  const offsets = new Map<number, number>();
  let [first, size] = ["", 0];
  for (let at: number | undefined = newest; at !== undefined; ) {
    const table = file.slice(at);
    const trailer = /^xref\s[\s\S]*?trailer\s*(<<[\s\S]*?>>)\s*startxref/.exec(table)?.[1];
    if (!trailer) throw new RangeError("Only files of our own renderer can be signed.");
    const lines = table.slice(0, table.indexOf("trailer")).split(/\r?\n/).slice(1);
    for (let i = 0; i < lines.length; ) {
      const [from = 0, count = 0] = (lines[i++] ?? "").trim().split(/\s+/).map(Number);
      for (let n = 0; n < count; n++, i++) {
        const entry = lines[i] ?? "";
        if (entry.trimEnd().endsWith("n") && !offsets.has(from + n)) offsets.set(from + n, Number(entry.slice(0, 10)));
      }
    }
    first ||= trailer;
    size = Math.max(size, Number(/\/Size\s+(\d+)/.exec(trailer)?.[1]));
    const before = /\/Prev\s+(\d+)/.exec(trailer)?.[1];
    at = before === undefined || Number(before) >= at ? undefined : Number(before);
  }
  if (!Number.isSafeInteger(size) || size === 0) throw new RangeError("Only files of our own renderer can be signed.");
  return { offsets, trailer: first, size };
}

const fieldsOf = (root: string) => /\/AcroForm << \/Fields \[([^\]]*)\]/.exec(root)?.[1];

/** A form of the document with one more field; the root's own, or a new one. */
function withField(root: string, reference: string): string {
  const fields = fieldsOf(root);
  return fields === undefined
    ? withEntry(root, `/AcroForm << /Fields [${reference}] /SigFlags 3 >>`)
    : root.replace(`/Fields [${fields}]`, `/Fields [${fields} ${reference}]`);
}

/** No two fields of a document have the same name. */
function fieldName(root: string): string {
  const before = fieldsOf(root)?.match(/\d+ 0 R/g)?.length ?? 0;
  return before === 0 ? "Signature" : `Signature${before + 1}`;
}

const withEntry = (dictionary: string, entry: string) => `${dictionary.slice(0, -2)}  ${entry}\n>>`;

/** A page's dictionary with one more annotation; its list, where there is one, stands in it as an array. */
function withAnnotation(page: string, reference: string): string {
  if (/\/Annots\s*\[/.test(page)) return page.replace(/\/Annots\s*\[/, `/Annots [${reference} `);
  if (/\/Annots\b/.test(page)) throw new RangeError("The page keeps its annotations apart.");
  return withEntry(page, `/Annots [${reference}]`);
}

const pdfDate = (at: number) =>
  `D:${new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replace(/\D/g, "")}Z`;
const utf16 = (text: string) => `FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}`;
