// Rows of the registers, field by field as registers.yaml names them.
import type { Organisation } from "./enterprises.ts";
import type { Person } from "./persons.ts";
import type { Random } from "./random.ts";

export type Row = Readonly<Record<string, string | number>>;

/** The day on which the registers were filled: what is valid after it is in force. */
const filled = "2026-07-01";
const issuers: Readonly<Record<string, string>> = {
  "drainage-licence": "water",
  "public-place-hygiene": "health",
  "driving-licence": "public-security",
};

export const populationRows = (persons: readonly Person[]): readonly Row[] =>
  persons.map((one) => ({
    identifier: one.identifier,
    name: one.name,
    sex: one.sex,
    "birth-date": one.born,
    address: one.address,
    household: one.household,
  }));

/** Households of the residents: the first of each is its head. */
export function householdRows(persons: readonly Person[]): readonly Row[] {
  const members = Map.groupBy(persons, (one) => one.household);
  return [...members].flatMap(([number, [head, ...others]]) =>
    head
      ? [{ number, kind: "family", head: head.identifier, "head-name": head.name, address: head.address, members: others.length + 1 }]
      : [],
  );
}

export const legalEntityRows = (organisations: readonly Organisation[]): readonly Row[] =>
  organisations.map((one) => ({
    identifier: one.identifier,
    name: one.name,
    kind: one.kind,
    "legal-representative": one.legal.name,
    "legal-representative-id": one.legal.identifier,
    address: one.place.address,
    "address-code": one.place.code,
    status: one.status,
    capital: one.capital,
    established: one.established,
    scope: one.scope,
  }));

const date = (random: Random, first: number, last: number): string =>
  `${random.int(first, last)}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`;
const years = (day: string, count: number): string => `${Number(day.slice(0, 4)) + count}${day.slice(4)}`;

export function licenceRows(random: Random, organisations: readonly Organisation[], persons: readonly Person[]): readonly Row[] {
  let serial = 0;
  const row = (type: string, holder: string, name: string, issued: string, valid: string): Row => ({
    number: `YC${issued.slice(0, 4)}${String(++serial).padStart(6, "0")}`,
    holder,
    "holder-name": name,
    type,
    issuer: issuers[type] ?? "market",
    issued,
    "valid-to": valid,
    status: valid < filled ? "expired" : "valid",
  });
  const ofOrganisations = organisations.flatMap((one) =>
    one.licences.map((type) => {
      const issued = type === "business-licence" ? one.established : date(random, 2020, 2025);
      return row(type, one.identifier, one.name, issued, type === "business-licence" ? "2099-12-31" : years(issued, 5));
    }),
  );
  const drivers = persons.filter((one) => one.born < "1998" && random.chance(0.2));
  return [
    ...ofOrganisations,
    ...drivers.map((one) => {
      const issued = date(random, 2016, 2025);
      return row("driving-licence", one.identifier, one.name, issued, years(issued, 10));
    }),
  ];
}

/** Health certificates, valid one year; every named citizen has one in force. */
export function certificateRows(random: Random, persons: readonly Person[]): readonly Row[] {
  return persons
    .filter((one) => one.login !== undefined || random.chance(0.3))
    .map((one, at) => {
      const issued = one.login !== undefined ? filled : date(random, 2025, 2025).replace("2025", random.pick(["2025", "2026"]));
      return {
        number: `JK${issued.slice(0, 4)}${String(at + 1).padStart(6, "0")}`,
        holder: one.identifier,
        "holder-name": one.name,
        conclusion: one.login !== undefined || random.chance(0.97) ? "fit" : "unfit",
        issuer: "云川市疾病预防控制中心",
        issued,
        "valid-to": years(issued, 1),
      };
    });
}
