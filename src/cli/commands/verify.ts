// Checks files offline: trust comes from --key or from the data directory; a key that lies beside the file proves nothing.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publishedKeys } from "../../config.ts";
import { readTrustedKeys as readLogKeys, verifyReceipt } from "../../ledger/index.ts";
import { allHold, readTrustedKeys, verifyFile } from "../../licence/index.ts";
import { type Call, type Run, Unusable } from "../command.ts";
import { readGiven } from "../given.ts";

export const run: Run = async (call) => {
  const { args, options, json, out } = call;
  const { text, source } = trust(call);
  const trustedKeys = readTrustedKeys(text, source);
  const logKeys = readLogKeys(text);
  if (options.key !== undefined && trustedKeys.length + logKeys.length === 0)
    throw new Unusable(`${options.key} holds no key: give a verifier-key line or PEM.`);
  const statusList = options.status === undefined ? undefined : readGiven(options.status).trim();
  const now = Date.now();
  const checks = [];
  for (const file of args) {
    const check = await verifyFile(bytesOf(file), {
      trustedKeys,
      now,
      ...(statusList === undefined ? {} : { statusList, statusLists: [statusList] }),
      verifyReceipt: (receipt) => verifyReceipt(receipt, logKeys, now).findings,
    });
    checks.push({
      file,
      kind: check.kind,
      holds: allHold(check.findings),
      findings: check.findings.map((one) => ({ ...one, text: out.say(one.text) })),
    });
  }
  if (json) out.json(checks);
  else {
    for (const { file, holds, findings } of checks) {
      out.line(`${file}: ${holds ? out.say({ zh: "全部有效", en: "everything holds" }) : out.say({ zh: "未通过", en: "does not hold" })}`);
      for (const one of findings) out.line(`  ${one.holds === true ? "✓" : one.holds === false ? "✗" : "–"} ${one.text}`);
    }
  }
  return checks.every(({ holds }) => holds) ? 0 : 1;
};

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Unusable(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}): check its name and your right to read it.`);
  }
}

function trust({ options, config }: Call): { text: string; source: { zh: string; en: string } } {
  if (options.key !== undefined)
    return { text: readGiven(options.key), source: { zh: `密钥文件 ${options.key}`, en: `the key file ${options.key}` } };
  const own = join(config.data, publishedKeys);
  const source = { zh: `数据目录 ${config.data}`, en: `the data directory ${config.data}` };
  return { text: existsSync(own) ? readFileSync(own, "utf8") : "", source };
}
