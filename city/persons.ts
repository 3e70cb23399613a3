import type { Place } from "./addresses.ts";
import { residentId } from "./numbers.ts";
import type { People } from "./people.ts";
import type { Random } from "./random.ts";
import { givenFirst, givenSecond, others, rare, surnames } from "./words.ts";

/** A resident: what the population register holds, and the party that deals with departments. */
export interface Person {
  readonly id: string;
  /** Only the named ones have a short login. */
  readonly login?: string;
  readonly identifier: string;
  readonly name: string;
  readonly sex: "female" | "male";
  readonly born: string;
  readonly phone: string;
  readonly address: string;
  readonly household: string;
}

const residents = 560;
const districts = ["980102", "980103", "980104", "980121"] as const;

function nameOf(random: Random): string {
  if (random.chance(0.015)) return random.pick(others);
  const surname = random.pick(surnames);
  if (random.chance(0.04)) return surname + random.pick(rare);
  if (random.chance(0.04)) return surname + random.pick(givenFirst) + random.pick(rare);
  return random.chance(0.2) ? surname + random.pick(givenSecond) : surname + random.pick(givenFirst) + random.pick(givenSecond);
}

function dateBetween(random: Random, first: number, last: number): string {
  const day = random.int(0, 364);
  return new Date(Date.UTC(random.int(first, last), 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

/** The named citizens first, then residents aged 18 to 90. No two share an identifier or a phone. */
export function makePersons(random: Random, people: People, places: readonly Place[], id: () => string): readonly Person[] {
  const homes = places.filter((place) => place.use === "residential" || place.use === "mixed");
  const taken = new Set<string>();
  const identifierFor = (district: string, born: string, sex: "female" | "male"): string => {
    for (;;) {
      const identifier = residentId(district, born, random.int(1, 480) * 2 + (sex === "male" ? 1 : 0));
      if (taken.has(identifier)) continue;
      taken.add(identifier);
      return identifier;
    }
  };
  const home = (serial: number) => ({ address: random.pick(homes).address, household: `9801${String(serial).padStart(8, "0")}` });
  const named = people.citizens.map(
    (citizen, at): Person => ({
      id: id(),
      login: citizen.login,
      identifier: identifierFor(citizen.district, citizen.born, citizen.sex),
      name: citizen.name,
      sex: citizen.sex,
      born: citizen.born,
      phone: citizen.phone,
      ...home(at + 1),
    }),
  );
  const unnamed = Array.from({ length: residents - named.length }, (_, at): Person => {
    const sex = random.chance(0.5) ? "female" : "male";
    const born = dateBetween(random, 1936, 2007);
    return {
      id: id(),
      identifier: identifierFor(random.pick(districts), born, sex),
      name: nameOf(random),
      sex,
      born,
      // 1990000xxxx is assigned to nobody here; the named ones have the first numbers.
      phone: `1990001${String(at).padStart(4, "0")}`,
      ...home(101 + Math.floor(at / 2)),
    };
  });
  return [...named, ...unnamed];
}
