// Writes schema/: run it after the format of packs or registers has changed (`node scripts/run.mjs scripts/pack-schemas.ts`).
import { mkdirSync, writeFileSync } from "node:fs";
import { editorSchemas } from "../src/catalogue/index.ts";
import { registersSchema } from "../src/registry/index.ts";

const folder = new URL("../schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(editorSchemas())) writeFileSync(new URL(name, folder), content);
writeFileSync(new URL("registers.schema.json", folder), registersSchema());
