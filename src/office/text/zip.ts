// Looks into a zip file before anybody unpacks it: what lies about its size, is packed too tightly or holds too much is turned away.
import { inflateRawSync } from "node:zlib";

/** Why a file is not to be unpacked. */
export type ZipProblem = "not-a-zip" | "too-large";

const mostFiles = 3000;
/** Bytes of XML, unpacked, in all. */
const mostXml = 16_000_000;

/** Unpacks every part that a reader of Word files would read, within bounds; undefined where nothing is wrong. */
export function zipProblem(bytes: Buffer): ZipProblem | undefined {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > bytes.length) return "not-a-zip";
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > mostFiles) return "too-large";
  let left = mostXml;
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return "not-a-zip";
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [number, number, number];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + extra + comment;
    if (!/\.(xml|rels)$/i.test(name)) continue;
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) return "not-a-zip";
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + packed);
    if (data.length !== packed || (method !== 0 && method !== 8)) return "not-a-zip";
    try {
      left -= method === 0 ? data.length : inflateRawSync(data, { maxOutputLength: Math.max(1, left) }).length;
    } catch (error) {
      return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "not-a-zip";
    }
    if (left < 0) return "too-large";
  }
  return undefined;
}
