import { samplePassword } from "../identity/index.ts";
import { readCity } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { readPeople } from "./folder.ts";

/** Someone who may be tried in a sample city. */
export interface Guest {
  readonly login: string;
  readonly name: string;
  readonly story: Text;
}

/** Who can sign in to a sample city, and with what; for the start page and the terminal. Null for a city that is no sample. */
export function guestsOf(
  folder: string,
): { readonly password: string; readonly citizens: readonly Guest[]; readonly officers: readonly Guest[] } | null {
  const city = readCity(folder);
  const people = readPeople(folder);
  if (!city.ok || !city.roster.city.sample || !people?.ok) return null;
  const names = new Map(city.roster.officers.map((one) => [one.id, one.name]));
  return {
    password: samplePassword,
    citizens: people.value.citizens.map(({ login, name, story }) => ({ login, name, story })),
    officers: people.value.officers.map(({ id, story }) => ({ login: id, name: names.get(id) ?? id, story })),
  };
}
