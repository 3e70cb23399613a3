// The bundle of the fixtures, ready to be applied for: published beside the sample city's packs, with the agreement that it needs.
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { loadAgreements } from "../../src/exchange/index.ts";

/** The folder of its packs. */
export const stallPacks = fileURLToPath(new URL("../fixtures/bundle", import.meta.url));

/** Lets the agency that owns the bundle ask for who applies, and the part's agency that needs to know it too. */
export async function allowStalls(app: { readonly database: { readonly owner: string } }): Promise<void> {
  await allowBundle(app);
  await allowPermits(app);
}

/** Lets the agency that owns the bundle ask for who applies. */
export async function allowBundle({ database }: { readonly database: { readonly owner: string } }): Promise<void> {
  const owner = new Client({ connectionString: database.owner });
  await owner.connect();
  await loadAgreements(owner, [
    {
      id: "stalls",
      asker: "government",
      register: "population",
      fields: ["name", "address"],
      services: ["stall-start"],
      purpose: { zh: "办理摆摊一件事", en: "To start stalls" },
      law: "online-services/7",
      from: "2026-01-01",
      frequency: "each-case",
      retention: "with the case",
      status: "active",
    },
  ]);
  await owner.end();
}

/** Lets the parts' own agencies ask who applies, where a part is a case by itself or gets what the bundle was told. */
export async function allowPermits({ database }: { readonly database: { readonly owner: string } }): Promise<void> {
  const owner = new Client({ connectionString: database.owner });
  await owner.connect();
  const common = {
    register: "population",
    fields: ["name", "address"],
    law: "online-services/7",
    from: "2026-01-01",
    frequency: "each-case" as const,
    retention: "with the case",
    status: "active" as const,
  };
  await loadAgreements(owner, [
    {
      ...common,
      id: "stall-permits",
      asker: "city",
      services: ["stall-permit"],
      purpose: { zh: "核对摊位许可申请人的身份", en: "To check who asks for the stall permit" },
    },
    {
      ...common,
      id: "stall-bins",
      asker: "environment",
      services: ["stall-bin"],
      purpose: { zh: "核对由谁摆放垃圾桶", en: "To check who sets up the bin" },
    },
    {
      ...common,
      id: "stall-lamps",
      asker: "fire",
      services: ["stall-lamp"],
      purpose: { zh: "核对由谁点灯", en: "To check who lights the lamp" },
    },
  ]);
  await owner.end();
}

/** Answers that go through all of it. */
export const stallData = {
  chosenParts: ["sign"],
  place: "明湖公园南门",
  area: 8,
  goods: "豆浆",
  litres: 60,
  phone: "13800138000",
  words: "若兰豆浆",
  lit: false,
  lamps: 2,
};

/** The same, page by page as a browser sends them. */
export const stallPages = {
  parts: { chosenParts: ["sign"] },
  "permit-stall": { place: "明湖公园南门", area: "8", goods: "豆浆" },
  "permit-contact": { phone: "13800138000" },
  "bin-bin": { litres: "60" },
  "sign-sign": { words: "若兰豆浆", lit: "no" },
  "lamp-lamps": { lamps: "2" },
};
