// The articles that packs cite, held word by word against the laws' texts.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadLaw } from "../../src/law/index.ts";

const digits = "零一二三四五六七八九";

/** 42 → 四十二, 105 → 一百零五: how articles are numbered (up to 999). */
function chinese(n: number): string {
  const [h, t, u] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const hundreds = h ? `${digits[h]}百` : "";
  const tens = t ? `${t === 1 && !h ? "" : digits[t]}十` : h && u ? "零" : "";
  return hundreds + tens + (u ? digits[u] : "");
}

const tidy = (text: string): string => text.replaceAll(/[\s\u3000]/g, "");

/** Every article with a text must stand so in one of the laws at hand under its number. */
export async function laws(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const folder = join(dataDir, "laws-zh");
  if (!existsSync(folder)) return { passed: 0, failed: 0, lines: ["no laws-zh here"] };
  const texts = readdirSync(folder).map((name) => tidy(readFileSync(join(folder, name), "utf8")));
  const { laws: known } = loadLaw(new URL("../../law", import.meta.url).pathname);
  const lines: string[] = [];
  let passed = 0;
  for (const law of known.values()) {
    for (const [number, { text }] of Object.entries(law.articles)) {
      if (text === undefined) continue;
      const begin = `第${chinese(Number(number))}条`;
      const wanted = tidy(text);
      if (texts.some((whole) => whole.includes(`${begin}${wanted}`) || (wanted.startsWith(begin) && whole.includes(wanted)))) passed += 1;
      else lines.push(`${law.id}/${number}: not found word by word`);
    }
  }
  return { passed, failed: lines.length, lines };
}
