// The content of the sample city's registers, and the people and organisations dealt with: made, not stored. Pure, and the
// same every time: a changed hash in generate.test.ts means a changed city.
import { makeAddresses, type Place } from "./addresses.ts";
import { divisionRows } from "./divisions.ts";
import { economyRows } from "./economy.ts";
import { makeOrganisations, type Organisation } from "./enterprises.ts";
import { landRows } from "./land.ts";
import { lifeRows } from "./life.ts";
import { steadyId } from "./numbers.ts";
import type { People } from "./people.ts";
import { makePersons, type Person } from "./persons.ts";
import { seeded } from "./random.ts";
import { certificateRows, householdRows, legalEntityRows, licenceRows, populationRows, type Row } from "./rows.ts";

/** Who may act for whom: ids of parties. */
export interface Agent {
  readonly organisation: string;
  readonly person: string;
  readonly role: "legal-representative" | "employee";
}

/** A whole city: rows by register, and the parties who hold accounts. */
export interface City {
  readonly persons: readonly Person[];
  readonly organisations: readonly Organisation[];
  readonly agents: readonly Agent[];
  readonly registers: Readonly<Record<string, readonly Row[]>>;
  /** What was recorded later in place of some of it. */
  readonly corrections: Readonly<Record<string, readonly Row[]>>;
}

const seed = 20260101;

/** Makes the city around the named people: 560 residents, 245 organisations, 1,205 addresses, and what departments hold on them. */
export function generate(people: People): City {
  const random = seeded(seed);
  let made = 0;
  const id = (): string => steadyId(random, made++);
  const places: readonly Place[] = makeAddresses(random, people);
  const persons = makePersons(random, people, places, id);
  const organisations = makeOrganisations(random, people, persons, places, id);
  const agents = organisations.flatMap((one): Agent[] => [
    { organisation: one.id, person: one.legal.id, role: "legal-representative" },
    ...one.agents.map((person): Agent => ({ organisation: one.id, person: person.id, role: "employee" })),
  ]);
  const economy = economyRows();
  return {
    persons,
    organisations,
    agents,
    registers: {
      "legal-entities": legalEntityRows(organisations),
      population: populationRows(persons),
      households: householdRows(persons),
      addresses: places.map((place) => ({ ...place })),
      licences: licenceRows(random, organisations, persons),
      certificates: certificateRows(random, persons),
      ...lifeRows(persons, organisations),
      divisions: divisionRows(),
      land: landRows(),
      indicators: economy.first,
    },
    corrections: { indicators: economy.revised },
  };
}
