import type { People } from "./people.ts";
import type { Random } from "./random.ts";
import { streets } from "./words.ts";

/** One record of the register of addresses; the keys are that register's fields. */
export interface Place {
  readonly code: string;
  readonly address: string;
  readonly district: string;
  readonly "street-office": string;
  readonly use: "commercial" | "mixed" | "office" | "residential" | "industrial";
  readonly "floor-area": number;
}

/** The street office of each subdistrict, as in organisation.yaml. */
const offices: Readonly<Record<string, string>> = {
  "980102001": "subdistrict-minghu",
  "980102002": "subdistrict-wenchang",
  "980102003": "subdistrict-dishang",
  "980103001": "subdistrict-wangjiang",
  "980103002": "subdistrict-kangping",
  "980103003": "subdistrict-baisha",
  "980104001": "subdistrict-songfeng",
  "980104002": "subdistrict-guangsha",
  "980121001": "subdistrict-xiqiao",
  "980121002": "subdistrict-meixi",
};

const uses = [
  "residential",
  "residential",
  "residential",
  "residential",
  "mixed",
  "commercial",
  "commercial",
  "office",
  "industrial",
] as const;
const areas = { residential: [45, 140], mixed: [40, 260], commercial: [30, 900], office: [60, 600], industrial: [400, 6000] } as const;
const perStreet = 40;

/** The premises of the named organisations first, then forty numbers in each of thirty streets. */
export function makeAddresses(random: Random, people: People): readonly Place[] {
  const serials = new Map<string, number>();
  const code = (subdistrict: string): string => {
    const serial = (serials.get(subdistrict) ?? 0) + 1;
    serials.set(subdistrict, serial);
    return subdistrict + String(serial).padStart(6, "0");
  };
  const office = (subdistrict: string): string => offices[subdistrict] ?? "";
  const places: Place[] = people.organisations.map(({ premises }) => ({
    code: code(premises.subdistrict),
    address: premises.address,
    district: premises.subdistrict.slice(0, 6),
    "street-office": office(premises.subdistrict),
    use: premises.use,
    "floor-area": premises.area,
  }));
  const taken = new Set(places.map((place) => place.address));
  for (const [subdistrict, [name, ...names]] of Object.entries(streets)) {
    for (const street of names) {
      for (let number = 1; number <= perStreet; number++) {
        const use = random.pick(uses);
        const room = use === "residential" ? `${random.int(1, 12)}幢${random.int(1, 18)}0${random.int(1, 4)}室` : "";
        const address = `云川市${name}${street}${number * 3 - random.int(0, 2)}号${room}`;
        if (taken.has(address)) continue;
        taken.add(address);
        const [least, most] = areas[use];
        places.push({
          code: code(subdistrict),
          address,
          district: subdistrict.slice(0, 6),
          "street-office": office(subdistrict),
          use,
          "floor-area": random.int(least, most),
        });
      }
    }
  }
  return places;
}
