// Packs whose register may be asked only with consent: the parking permit of the guide without its law, and one that is told of later.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const permit = fileURLToPath(new URL("../fixtures/packs/parking-permit", import.meta.url));

/** A folder with `parking-consent` and `parking-later` (told of 30 days after); gone when the test file ends. */
export function consentPacks(): string {
  const home = mkdtempSync(join(tmpdir(), "errand-consent-"));
  after(() => rmSync(home, { recursive: true }));
  const make = (id: string, ground: string): void => {
    const folder = join(home, id);
    cpSync(permit, folder, { recursive: true });
    const file = join(folder, "pack.yaml");
    const text = readFileSync(file, "utf8").replace("id: parking-permit", `id: ${id}`).replace("        law: online-services/7\n", ground);
    writeFileSync(file, text);
  };
  make("parking-consent", "");
  make("parking-later", "        shown: { after: 30 days, law: online-services/7 }\n");
  return home;
}
