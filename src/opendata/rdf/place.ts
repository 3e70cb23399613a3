// The city and its bodies as linked data; their addresses are those of the catalogue, which describes them.
import type { Directory } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { both, type Thing } from "./graph.ts";

/** Where a catalogue stands: its installation's public address, and whose it is. */
export interface Place {
  /** Without a slash at the end. */
  readonly base: string;
  readonly directory: Directory;
}

const local = ({ base }: Place, kind: string, id: string): string => `${base}/catalogue#${kind}-${encodeURIComponent(id)}`;

export const cityName = ({ directory }: Place): Text => directory.city.name;

/** A body of government: of use both as whoever publishes (FOAF) and as whoever is competent (CPSV-AP). */
export function agencyOf(place: Place, id: string): Thing {
  const agency = place.directory.agency(id);
  const title = agency?.title ?? { zh: id, en: id };
  return {
    id: local(place, "agency", id),
    a: ["foaf:Agent", "foaf:Organization", "org:Organization", "cv:PublicOrganisation"],
    says: {
      "foaf:name": both(title),
      "skos:prefLabel": both(title),
      "dct:title": both(title),
      "dct:identifier": { text: agency?.uscc ?? id },
      "dct:spatial": divisionOf(place, place.directory.city.area),
    },
  };
}

/** The city itself, which publishes the catalogue. */
export const cityOf = (place: Place): Thing => ({
  id: `${place.base}/catalogue#city`,
  a: ["foaf:Agent"],
  says: { "foaf:name": both(cityName(place)), "dct:title": both(cityName(place)), "dct:identifier": { text: place.directory.city.area } },
});

/** A division by its code of GB/T 2260; the city where the code is not known. */
export function divisionOf(place: Place, code: string): Thing {
  const known = place.directory.city.divisions.find((one) => one.code === code);
  return {
    id: local(place, "division", code),
    a: ["dct:Location"],
    says: {
      "skos:prefLabel": both(known?.name ?? (code === place.directory.city.area ? cityName(place) : { zh: code, en: code })),
      "dct:identifier": { text: code },
    },
  };
}

/** How to reach a body. */
export function contactOf(place: Place, id: string): Thing {
  const agency = place.directory.agency(id);
  return {
    id: local(place, "contact", id),
    a: ["vcard:Kind", "vcard:Organization"],
    says: {
      "vcard:fn": both(agency?.title ?? { zh: id, en: id }),
      ...(agency ? { "vcard:hasTelephone": { iri: `tel:${agency.phone.replace(/[^\d+-]/g, "")}` } } : {}),
    },
  };
}
