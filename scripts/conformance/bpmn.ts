// Drawings from outside: the BPMN MIWG's reference models, and procedures of municipalities as others drew them. Each is
// imported, and then compiles; or it is refused with the type, the id and the line of an element that really stands there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeXml, fromBpmn, toBpmn } from "../../src/engine/bpmn/index.ts";
import { compile } from "../../src/engine/procedure/index.ts";

export function bpmn(dataDir: string): { passed: number; failed: number; lines: string[] } {
  const folder = join(dataDir, "bpmn");
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".bpmn"))
    : [];
  const counts = { imported: 0, refused: 0 };
  const wrong: string[] = [];
  for (const file of files.sort()) {
    const problem = problemOf(readFileSync(join(folder, file)), counts);
    if (problem !== undefined) wrong.push(`${file}: ${problem}`);
  }
  return {
    passed: counts.imported + counts.refused,
    failed: wrong.length,
    lines: [`${counts.imported} imported, and the same after an export; ${counts.refused} refused by type, id and line`, ...wrong],
  };
}

function problemOf(bytes: Uint8Array, counts: { imported: number; refused: number }): string | undefined {
  try {
    const decoded = decodeXml(bytes);
    if (!decoded.ok) return decoded.message.en;
    const read = fromBpmn(decoded.text);
    if (read.ok) {
      const again = fromBpmn(toBpmn(read.model));
      if (!compile(read.yaml, read.id).ok) return "what was imported does not compile";
      if (!again.ok || JSON.stringify({ ...again.model, id: "", hash: "" }) !== JSON.stringify({ ...read.model, id: "", hash: "" }))
        return "exported again it is another procedure";
      counts.imported += 1;
      return undefined;
    }
    const lines = decoded.text.split(/\r\n?|\n/);
    for (const { element, id, line, message } of read.refusals) {
      // A tag may begin in this line and go on in the next ones; its id stands in one of them.
      const there = lines.slice(line - 1, line + 8).join("\n");
      if (element === "" || !new RegExp(`^.*<([\\w.-]+:)?${element}\\b`).test(lines[line - 1] ?? ""))
        return `no ${element} in line ${line}`;
      if (id !== "" && !there.includes(id) && !decoded.text.includes(`"${id}"`)) return `no ${id} near line ${line}`;
      if (!message.en.includes(element)) return `the message of line ${line} does not name ${element}`;
    }
    counts.refused += 1;
    return undefined;
  } catch (error) {
    return `an exception: ${error instanceof Error ? error.message : String(error)}`;
  }
}
