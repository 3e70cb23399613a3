import type { ClientBase } from "pg";
import { loadAgreements } from "../exchange/index.ts";
import { loadPeople, type Party } from "../identity/index.ts";
import { loadFilePlan } from "../office/index.ts";
import { declareDatasets } from "../opendata/index.ts";
import { loadOrganisation } from "../organisation/index.ts";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Problem } from "../platform/yaml/index.ts";
import { defineRegisters, loadRecords } from "../registry/index.ts";
import { folderHash, readFolder } from "./folder.ts";

export type Loaded = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Brings a city's folder into the database, as the owner: organisation and registers, and in a sample city its people and what
 * departments hold on them. Where the same folder was loaded before, one look-up finds its mark and nothing else is done. An
 * interrupted load is finished by the next one: the mark is set last, and every part may be repeated.
 */
export async function loadCity(owner: ClientBase, keys: Keyring, folder: string): Promise<Loaded> {
  // Two processes may start at once: the second waits, and finds the mark.
  await owner.query("select pg_advisory_lock(hashtext('errand city folder'))");
  try {
    return await load(owner, keys, folder);
  } finally {
    await owner.query("select pg_advisory_unlock(hashtext('errand city folder'))");
  }
}

async function load(owner: ClientBase, keys: Keyring, folder: string): Promise<Loaded> {
  const hash = folderHash(folder);
  const before = await owner.query("select 1 from identity.loaded where what = 'city' and hash = decode($1, 'hex')", [hash]);
  if (before.rowCount === 1) return { ok: true, changed: false };
  const read = await readFolder(folder);
  if (!read.ok) return read;
  await loadOrganisation(owner, read.city);
  await defineRegisters(owner, read.registers);
  await loadAgreements(owner, read.agreements);
  await declareDatasets(owner, read.datasets, read.registers);
  await loadFilePlan(owner, read.filePlan);
  const content = read.content;
  if (content) {
    for (const register of read.registers) {
      const { refused } = await loadRecords(owner, keys, register, content.registers[register.id] ?? [], "generate.ts");
      const [first] = refused;
      const corrected = content.corrections[register.id];
      if (corrected) await loadRecords(owner, keys, register, corrected, "generate.ts", true);
      if (first) throw new Error(`the sample city's ${register.id}, row ${first.row}: ${first.column} ${first.message.en}`);
    }
  }
  await loadPeople(
    owner,
    keys,
    {
      officers: content ? read.city.roster.officers.map((one) => one.id) : [],
      parties: content ? partiesOf(content) : [],
      agents: content?.agents ?? [],
    },
    hash,
  );
  return { ok: true, changed: true };
}

const partiesOf = ({
  persons,
  organisations,
}: {
  persons: readonly (Omit<Party, "kind"> & { login?: string | undefined })[];
  organisations: readonly Omit<Party, "kind">[];
}): Party[] => [
  ...persons.map(
    ({ id, name, identifier, phone, login }): Party => ({
      id,
      kind: "person",
      name,
      identifier,
      ...(phone === undefined ? {} : { phone }),
      ...(login === undefined ? {} : { handle: login }),
    }),
  ),
  ...organisations.map(
    ({ id, name, identifier, phone }): Party => ({ id, kind: "organisation", name, identifier, ...(phone === undefined ? {} : { phone }) }),
  ),
];
