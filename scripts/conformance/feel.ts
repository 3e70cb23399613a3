// FEEL and DMN of conformance level 3, by the project's own cases, written from the standard's text (test/dmn).
import { answer, groups } from "../../test/dmn/run.ts";

/** Runs every case; `dataDir` is not needed. */
export async function feel(): Promise<{ passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  for (const { file, cases } of groups()) {
    for (const one of cases) {
      const got = answer(one);
      if (JSON.stringify(got) === JSON.stringify(one.expected)) passed += 1;
      else lines.push(`${file}:${one.line} ${one.expression}: expected ${JSON.stringify(one.expected)}, got ${JSON.stringify(got)}`);
    }
  }
  return { passed, failed: lines.length, lines };
}
