// A signed licence: rendered, with its credential inside, signed as a whole; warm.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../src/config.ts";
import { issueLicence, makeAgencyKey, makeAuthority } from "../src/licence/index.ts";
import { createRenderer, ownFonts } from "../src/platform/pdf/index.ts";
import { absolute, type Figure, median } from "./figure.ts";

const rounds = 60;

export async function measureLicence(): Promise<readonly Figure[]> {
  const at = Date.now();
  const authority = await makeAuthority({ zh: "试验", en: "Trial", code: "000000" }, at);
  const signingKey = await makeAgencyKey({ zh: "试验机关", en: "Trial agency", code: "000000" }, authority, at);
  const renderer = createRenderer({ fontDirs: [ownFonts] });
  const template = readFileSync(join(root, "src/licence/fixtures/licence.typ"), "utf8");
  const times: number[] = [];
  for (let round = 0; round < rounds + 10; round++) {
    const from = performance.now();
    const issued = issueLicence({
      renderer,
      template,
      licence: {
        number: `试〔2026〕${round}号`,
        identifier: `1.2.156.3005.2.${round}`,
        type: "trial",
        title: { zh: "试验证", en: "Trial licence" },
        issuer: { zh: "试验机关", en: "Trial agency", code: "000000", uri: "http://127.0.0.1" },
        holder: { name: "试验公司", identifier: "91980102MA0000015N", kind: "organisation" },
        validFrom: "2026-01-01",
        validTo: "2030-12-31",
        issued: "2026-01-01",
      },
      data: { data: { address: "试验路1号", scope: { zh: "试验", en: "Trials" } } },
      claims: { disclosable: { address: "试验路1号" } },
      status: { uri: "http://127.0.0.1/status/1", idx: round },
      verifyUrl: "http://127.0.0.1/zh/check/1",
      signingKey,
      at,
    });
    if (!issued.ok) throw new Error(JSON.stringify(issued.problem));
    if (round >= 10) times.push(performance.now() - from);
    // The compiler's memory is given back when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return [absolute("a signed licence", "ms", median(times), { most: 15 })];
}
