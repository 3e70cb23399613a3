// `npm run check`: types, lint, packs, fences. Ends with 1 if any finds something.
import { spawnSync } from "node:child_process";
import { checks, root, sourceFlags } from "./checks.ts";

let wrong = 0;
for (const check of checks) {
  const found = await check.run();
  if (found) wrong += 1;
  process.stdout.write(found ? `✖ ${check.name}\n${found}\n` : `✔ ${check.name}\n`);
}
const fences = spawnSync(process.execPath, [...sourceFlags, "--test", "test/fences/fences.test.ts"], { cwd: root, encoding: "utf8" });
if (fences.status !== 0) wrong += 1;
process.stdout.write(fences.status === 0 ? "✔ fences\n" : `✖ fences\n${fences.stdout}${fences.stderr}\n`);
process.exitCode = wrong === 0 ? 0 : 1;
