// The sample city for tests: what its folder says, what its script makes, and a key that lasts one test file.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type City, generate } from "../../city/generate.ts";
import type { People } from "../../city/people.ts";
import { readCity } from "../../src/organisation/index.ts";
import { type Keyring, keyringOf } from "../../src/platform/crypto/index.ts";

export const cityFolder = fileURLToPath(new URL("../../city", import.meta.url));

/** city.yaml and organisation.yaml, read and checked. */
export function sampleCity() {
  const city = readCity(cityFolder);
  if (!city.ok) throw new Error(JSON.stringify(city.problems));
  return city;
}

/** The people, organisations and register rows of the sample city. */
export const sampleRows = (): City => generate(parse(readFileSync(`${cityFolder}/people.yaml`, "utf8")) as People);

/** A keyring of nobody's installation. */
export const testKeys = (): Keyring => keyringOf({ id: "installation:test", bytes: new Uint8Array(32).fill(7) });
