// The installation key: the one secret that lies in a file, never in the database.
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Text } from "../i18n/index.ts";
import type { Key } from "./seal.ts";

export type KeyFile = { readonly ok: true; readonly key: Key; readonly made: boolean } | { readonly ok: false; readonly why: Text };

const prefix = "errand-installation-key-1:";

const keyOf = (bytes: Uint8Array): Key => ({
  id: `installation:${createHash("sha256").update("errand key id").update(bytes).digest("hex").slice(0, 16)}`,
  bytes,
});

const refused = (zh: string, en: string): KeyFile => ({ ok: false, why: { zh, en } });

/**
 * Reads the installation key, making it first where `make` allows and no file is there. The file has mode 0600 and is
 * refused where its group or others may read it. Two processes that start at once get the same key.
 */
export function openKeyFile(path: string, { make = true }: { make?: boolean } = {}): KeyFile {
  let made = false;
  try {
    if (make) made = makeKeyFile(path);
    // Windows has no such mode bits; access there is the folder's.
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) {
      return refused(
        `密钥文件 ${path} 可被其他用户读取。请执行 chmod 600 ${path}，若可能已被读取，请更换密钥。`,
        `Others may read the key file ${path}. Run chmod 600 ${path}, and replace the key if it may have been read.`,
      );
    }
    const text = readFileSync(path, "utf8").trim();
    const bytes = Buffer.from(text.slice(prefix.length), "base64");
    if (!text.startsWith(prefix) || bytes.length !== 32) {
      return refused(`${path} 不是安装密钥文件。请恢复其备份。`, `${path} is not an installation key. Restore it from its backup.`);
    }
    return { ok: true, key: keyOf(bytes), made };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT")
      return refused(`找不到密钥文件 ${path}。请恢复其备份。`, `There is no key file ${path}. Restore it from its backup.`);
    if (code !== "") return refused(`无法读写密钥文件 ${path}（${code}）。`, `The key file ${path} cannot be read or written (${code}).`);
    throw error;
  }
}

/** Writes a new key unless one is there; true if it did. The link makes the file appear whole or not at all. */
function makeKeyFile(path: string): boolean {
  if (exists(path)) return false;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${prefix}${randomBytes(32).toString("base64")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    chmodSync(draft, 0o600);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
