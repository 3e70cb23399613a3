// What other departments know of people's lives and of firms: marriages, births and deaths, insurance, pensions, seals, taxes.
// Made from the residents and organisations that are there, by a generator of its own, so that nothing else changes with it.
import type { Organisation } from "./enterprises.ts";
import type { Person } from "./persons.ts";
import { type Random, seeded } from "./random.ts";
import type { Row } from "./rows.ts";

const seed = 20260102;
/** People born before it draw a pension. */
const retired = "1966";
const hospital = "云川市妇幼保健院";

interface Couple {
  readonly wife: Person;
  readonly husband: Person;
}

/** Rows by register, as registers.yaml names them. */
export function lifeRows(persons: readonly Person[], organisations: readonly Organisation[]): Readonly<Record<string, readonly Row[]>> {
  const random = seeded(seed);
  const couples = makeCouples(persons);
  return {
    marriages: couples.map(({ wife, husband }, at) => {
      const year = Math.min(2025, Math.max(Number(wife.born.slice(0, 4)), Number(husband.born.slice(0, 4))) + random.int(23, 32));
      return {
        number: `J980100-${year}-${String(at + 1).padStart(6, "0")}`,
        husband: husband.identifier,
        "husband-name": husband.name,
        wife: wife.identifier,
        "wife-name": wife.name,
        registered: dayOf(random, year),
        status: "valid",
      };
    }),
    births: births(random, couples),
    "birth-certificates": [],
    deaths: deaths(random, persons, couples),
    insured: persons.map((one) => ({
      holder: one.identifier,
      "holder-name": one.name,
      kind: random.chance(0.6) ? "employee" : "resident",
      balance: random.int(0, 9_000),
      since: dayOf(random, random.int(2004, 2025)),
      status: "active",
    })),
    pensions: persons
      .filter((one) => one.born < retired)
      .map((one) => ({
        holder: one.identifier,
        "holder-name": one.name,
        monthly: random.int(12, 62) * 100,
        since: `${Number(one.born.slice(0, 4)) + 60}-${one.born.slice(5, 7)}-01`,
        status: "active",
      })),
    ...firms(random, organisations),
  };
}

const dayOf = (random: Random, year: number): string =>
  `${year}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`;

/** The two named couples first; then residents of one household, of different sex, whose ages are near. */
function makeCouples(persons: readonly Person[]): readonly Couple[] {
  const by = (login: string) => persons.filter((one) => one.login === login);
  const old = persons.filter((one) => one.login === undefined && one.sex === "male" && one.born > "1938" && one.born < "1945").slice(0, 1);
  const named = [
    ...by("shen-ruolan").flatMap((wife) => by("luo-zhiyuan").map((husband) => ({ wife, husband }))),
    ...by("he-guiying").flatMap((wife) => old.map((husband) => ({ wife, husband }))),
  ];
  const taken = new Set(named.flatMap(({ wife, husband }) => [wife, husband]));
  const households = Map.groupBy(
    persons.filter((one) => !taken.has(one)),
    (one) => one.household,
  );
  const others = [...households.values()].flatMap((members): Couple[] => {
    const wife = members.find((one) => one.sex === "female" && one.born < "2003");
    const husband = members.find((one) => one.sex === "male" && one.born < "2003");
    if (!wife || !husband || Math.abs(Number(wife.born.slice(0, 4)) - Number(husband.born.slice(0, 4))) > 15) return [];
    return [{ wife, husband }];
  });
  return [...named, ...others];
}

/** Deliveries of the last weeks whose children are not registered yet. */
function births(random: Random, couples: readonly Couple[]): readonly Row[] {
  const young = couples.filter(({ wife }) => wife.born > "1984" && wife.born < "2002").slice(0, 12);
  return young.map(({ wife, husband }, at) => ({
    number: `FM2026${String(4001 + at)}`,
    mother: wife.identifier,
    "mother-name": wife.name,
    father: husband.identifier,
    "father-name": husband.name,
    sex: random.chance(0.5) ? "female" : "male",
    "birth-date": `2026-${random.pick(["09", "10"])}-${String(random.int(1, 28)).padStart(2, "0")}`,
    place: hospital,
    weeks: random.int(37, 41),
  }));
}

/** The named widow's husband first, then a few of the oldest. */
function deaths(random: Random, persons: readonly Person[], couples: readonly Couple[]): readonly Row[] {
  const husband = couples.find(({ wife }) => wife.login === "he-guiying")?.husband;
  const oldest = persons.filter((one) => one.login === undefined && one !== husband && one.born < "1940").slice(0, 5);
  return [...(husband ? [husband] : []), ...oldest].map((one, at) => ({
    number: `SW2026${String(7001 + at)}`,
    deceased: one.identifier,
    "deceased-name": one.name,
    died: `2026-${random.pick(["09", "10"])}-${String(random.int(1, 28)).padStart(2, "0")}`,
    place: "云川市第一人民医院",
  }));
}

/** What tax, social insurance, housing fund and public security know of the organisations that exist. */
function firms(random: Random, organisations: readonly Organisation[]): Readonly<Record<string, readonly Row[]>> {
  const alive = organisations.filter(({ status }) => status === "active");
  const companies = alive.filter(({ kind }) => kind === "limited-company");
  const base = (one: Organisation) => ({ identifier: one.identifier, name: one.name, registered: one.established, status: "active" });
  return {
    taxpayers: alive.map((one) => ({ ...base(one), kind: one.capital >= 1_000_000 ? "general" : "small" })),
    employers: companies.map((one) => ({ ...base(one), employees: random.int(1, 80) })),
    "housing-fund-units": companies.map((one) => ({ ...base(one), rate: random.int(5, 12) })),
    seals: companies.map((one, at) => ({
      number: `YZ${one.established.slice(0, 4)}${String(at + 1).padStart(5, "0")}`,
      owner: one.identifier,
      "owner-name": one.name,
      kinds: "official、finance",
      filed: one.established,
      status: "in-use",
    })),
  };
}
