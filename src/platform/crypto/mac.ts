// HMAC-SHA-256 (RFC 2104) out of one-shot hashes: `createHmac` makes a native object for each text, which costs more than
// hashing a short text does, and every command needs several.
import { hash } from "node:crypto";

const [block, digest] = [64, 32];

/** A key made ready: the text's MAC, 32 bytes. Keys longer than a block are not taken. */
export function macOf(key: Uint8Array): (text: string) => Buffer {
  if (key.length > block) throw new RangeError("a key of at most 64 bytes");
  const inner = Buffer.alloc(block, 0x36);
  const outer = Buffer.alloc(block + digest, 0x5c);
  for (const [i, byte] of key.entries()) {
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  return (text) => {
    const message = Buffer.allocUnsafe(block + Buffer.byteLength(text));
    message.set(inner);
    message.write(text, block);
    outer.write(hash("sha256", message, "hex"), block, "hex");
    return Buffer.from(hash("sha256", outer, "hex"), "hex");
  };
}
