// From the bytes of an XML file to its text, by its byte order mark or its declaration (XML 1.0, appendix F).
import type { Text } from "../../platform/i18n/index.ts";

/** The text of the file; a message where its encoding is unknown or the bytes are not of it. */
export function decodeXml(bytes: Uint8Array): { ok: true; text: string } | { ok: false; message: Text } {
  const name = encodingOf(bytes);
  try {
    return { ok: true, text: new TextDecoder(name, { fatal: true }).decode(bytes) };
  } catch {
    return {
      ok: false,
      message: { zh: `文件不是 ${name} 编码，请另存为 UTF-8。`, en: `The file cannot be read as ${name}: save it as UTF-8.` },
    };
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return "utf-16le";
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
}
