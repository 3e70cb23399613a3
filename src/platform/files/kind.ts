// What a file is, by its first bytes; what its name or sender says counts for nothing.

/** The kinds that are told apart, as media types. */
export type ContentKind = "application/pdf" | "image/png" | "image/jpeg" | "image/webp" | "image/tiff" | "application/zip" | "text/plain";

const signatures: readonly (readonly [kind: ContentKind, at: number, bytes: string])[] = [
  ["application/pdf", 0, "255044462d"],
  ["image/png", 0, "89504e470d0a1a0a"],
  ["image/jpeg", 0, "ffd8ff"],
  ["image/webp", 8, "57454250"],
  ["image/tiff", 0, "49492a00"],
  ["image/tiff", 0, "4d4d002a"],
  ["application/zip", 0, "504b0304"],
];

/** The kind of a file from its head (the first 512 bytes are enough), or `undefined` when it is none of them. */
export function kindOf(head: Uint8Array): ContentKind | undefined {
  const hex = Buffer.from(head.subarray(0, 32)).toString("hex");
  const found = signatures.find(([, at, bytes]) => hex.startsWith(bytes, at * 2));
  if (found) return found[0] === "image/webp" && !hex.startsWith("52494646") ? undefined : found[0];
  return head.length > 0 && isText(head) ? "text/plain" : undefined;
}

/** UTF-8 without control characters; the head may end inside a character. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
