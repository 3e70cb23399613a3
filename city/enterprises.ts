import type { Place } from "./addresses.ts";
import { enterpriseCode } from "./numbers.ts";
import type { NamedOrganisation, People } from "./people.ts";
import type { Person } from "./persons.ts";
import type { Random } from "./random.ts";
import { brands, rare, shops, trades } from "./words.ts";

/** An organisation: what the register of legal entities holds, and the party that deals with departments. */
export interface Organisation {
  readonly id: string;
  readonly identifier: string;
  readonly name: string;
  readonly kind: "limited-company" | "sole-trader";
  readonly legal: Person;
  readonly agents: readonly Person[];
  readonly phone: string;
  readonly place: Place;
  readonly status: "active" | "suspended" | "revoked" | "cancelled";
  readonly capital: number;
  readonly established: string;
  readonly scope: string;
  /** Licences that it holds. */
  readonly licences: readonly string[];
}

const organisations = 245;
const districtNames: Readonly<Record<string, string>> = { "980102": "澄湖区", "980103": "鹭洲区", "980104": "青崖区", "980121": "平芜县" };
const statuses = [..."aaaaaaaaaaaaaaaaasrc"].map(
  (letter) => ({ a: "active", s: "suspended", r: "revoked", c: "cancelled" })[letter] as Organisation["status"],
);

const codeOf = (place: Place, serial: number, kind: Organisation["kind"]): string =>
  enterpriseCode(place.district, serial, kind === "sole-trader" ? "92" : "91");

/** The named organisations first, then companies and sole traders at commercial, mixed and industrial addresses. */
export function makeOrganisations(
  random: Random,
  people: People,
  persons: readonly Person[],
  places: readonly Place[],
  id: () => string,
): readonly Organisation[] {
  const byLogin = (login: string): Person => {
    const person = persons.find((one) => one.login === login);
    if (!person) throw new RangeError(`people.yaml names no citizen ${login}`);
    return person;
  };
  const named = people.organisations.map((one: NamedOrganisation, at): Organisation => {
    const place = places[at];
    if (!place) throw new RangeError("the named organisations' addresses come first");
    const { premises: _, key: __, ...rest } = one;
    return {
      ...rest,
      id: id(),
      identifier: codeOf(place, at + 1, one.kind),
      legal: byLogin(one.legal),
      agents: one.agents.map(byLogin),
      place,
    };
  });
  const sites = places.slice(named.length).filter((place) => place.use !== "residential");
  const taken = new Set(named.map((one) => one.name));
  const unnamed: Organisation[] = [];
  while (unnamed.length < organisations - named.length) {
    const place = random.pick(sites);
    const kind = random.chance(0.55) ? "limited-company" : "sole-trader";
    const trade = random.pick(kind === "sole-trader" ? shops : trades);
    const brand = random.pick(brands) + (random.chance(0.03) ? random.pick(rare) : random.pick(brands));
    const name =
      kind === "sole-trader" ? `云川市${districtNames[place.district]}${brand}${trade.word}` : `云川${brand}${trade.word}有限公司`;
    const serial = named.length + unnamed.length + 1;
    if (taken.has(name)) continue;
    taken.add(name);
    const status = random.pick(statuses);
    unnamed.push({
      id: id(),
      identifier: codeOf(place, serial, kind),
      name,
      kind,
      legal: random.pick(persons.slice(people.citizens.length)),
      agents: [],
      phone: `0990-86${String(serial).padStart(5, "0")}`,
      place,
      status,
      capital: kind === "sole-trader" ? random.int(1, 20) * 10_000 : random.int(1, 100) * 100_000,
      established: `${random.int(1998, 2025)}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`,
      scope: trade.scope,
      licences: status === "active" ? ["business-licence", ...(trade.food && random.chance(0.6) ? ["food-licence"] : [])] : [],
    });
  }
  return [...named, ...unnamed];
}
