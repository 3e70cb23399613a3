// The catalogue and its datasets in DCAT-AP 3.
import { localised } from "../../platform/i18n/index.ts";
import type { Dataset, Distribution } from "../format.ts";
import { fileOf, pageOf, uriOf } from "../places.ts";
import { formats, themeScheme } from "../vocabulary.ts";
import { fileTypeOf, frequencyOf, languageOf, licenceOf, mediaTypeOf, openToAll, schemeOf, themeOf } from "./concepts.ts";
import { both, type Thing, type Value } from "./graph.ts";
import { agencyOf, cityName, cityOf, contactOf, divisionOf, type Place } from "./place.ts";

const instant = (at: number): Value => ({ text: new Date(at).toISOString(), type: "xsd:dateTime" });
const page = (id: string): Thing => ({ id, a: ["foaf:Document"], says: {} });

/** One dataset with its distributions. */
export function datasetThing(place: Place, dataset: Dataset): Thing {
  const { base } = place;
  const spatial = dataset.spatial.length > 0 ? dataset.spatial : [place.directory.city.area];
  return {
    id: uriOf(base, dataset.id),
    a: ["dcat:Dataset"],
    says: {
      "dct:title": both(dataset.title),
      "dct:description": both(dataset.description),
      "dct:identifier": { text: dataset.id },
      "dcat:keyword": (["zh", "en"] as const).flatMap((lang) => dataset.keywords[lang].map((text) => ({ text, lang }))),
      "dcat:theme": themeOf(dataset.theme),
      "dct:publisher": agencyOf(place, dataset.agency),
      "dcat:contactPoint": contactOf(place, dataset.agency),
      "dct:issued": instant(dataset.issued),
      "dct:modified": instant(dataset.modified),
      "dct:accrualPeriodicity": frequencyOf(dataset.frequency),
      "dct:accessRights": openToAll(),
      "dct:language": (["zh", "en"] as const).map(languageOf),
      "dct:spatial": spatial.map((code) => divisionOf(place, code)),
      "dcat:landingPage": (["zh", "en"] as const).map((lang) => page(pageOf(base, lang, dataset.id))),
      "dcat:distribution": dataset.distributions.map((one) => distributionThing(place, dataset, one)),
      ...(dataset.temporal ? { "dct:temporal": period(dataset.temporal) } : {}),
    },
  };
}

const period = ({ from, to }: NonNullable<Dataset["temporal"]>): Thing => ({
  a: ["dct:PeriodOfTime"],
  says: {
    "dcat:startDate": { text: from, type: "xsd:date" },
    ...(to === undefined ? {} : { "dcat:endDate": { text: to, type: "xsd:date" } }),
  },
});

function distributionThing({ base }: Place, dataset: Dataset, one: Distribution): Thing {
  const url = fileOf(base, dataset.id, one);
  return {
    id: `${uriOf(base, dataset.id)}#${one.name}`,
    a: ["dcat:Distribution"],
    says: {
      "dct:title": [{ text: one.name }],
      "dcat:accessURL": { iri: url },
      "dcat:downloadURL": { iri: url },
      "dct:format": fileTypeOf(one.format),
      "dcat:mediaType": mediaTypeOf(one.format),
      "dct:license": licenceOf(dataset.licence),
      "dct:modified": instant(dataset.modified),
      ...(one.bytes === undefined ? {} : { "dcat:byteSize": { text: String(one.bytes), type: "xsd:nonNegativeInteger" } }),
      ...(one.format === "CSV" && dataset.fields.length > 0 ? { "csvw:tableSchema": tableOf(base, dataset) } : {}),
      ...(one.sha256 === undefined
        ? {}
        : {
            "spdx:checksum": {
              a: ["spdx:Checksum"],
              says: {
                // With https, as DCAT-AP's shapes for controlled vocabularies want it.
                "spdx:algorithm": { id: "https://spdx.org/rdf/terms#checksumAlgorithm_sha256", a: ["spdx:ChecksumAlgorithm"], says: {} },
                "spdx:checksumValue": { text: one.sha256, type: "xsd:hexBinary" },
              },
            },
          }),
    },
  };
}

/** What the columns of a table are called and mean (CSV on the Web; DCAT-AP has no words for fields). */
const tableOf = (base: string, { id, fields }: Dataset): Thing => ({
  id: `${uriOf(base, id)}#fields`,
  a: ["csvw:Schema"],
  says: {
    "csvw:column": {
      list: fields.map(({ name, title, meaning }) => ({
        id: `${uriOf(base, id)}#field-${encodeURIComponent(name)}`,
        a: ["csvw:Column"],
        says: { "csvw:name": { text: name }, "csvw:title": both(title), ...(meaning ? { "dct:description": both(meaning) } : {}) },
      })),
    },
  },
});

/** One page of the catalogue: the catalogue, its data service, the page's datasets, and where the next page is. */
export function catalogueThings(
  place: Place,
  {
    datasets,
    total,
    modified,
    view,
  }: {
    datasets: readonly Dataset[];
    total: number;
    modified: number | undefined;
    view: { self: string; first: string; next?: string | undefined };
  },
): readonly Thing[] {
  const { base } = place;
  const name = cityName(place);
  const service: Thing = {
    id: `${base}/catalogue#api`,
    a: ["dcat:DataService"],
    says: {
      "dct:title": both({ zh: `${name.zh}开放数据接口`, en: `Open data API of ${name.en}` }),
      "dct:description": both({ zh: "与 CKAN 兼容的只读接口。", en: "A read-only interface that works like CKAN's." }),
      "dcat:endpointURL": { iri: `${base}/api/3/action/` },
      "dcat:endpointDescription": { iri: `${base}/api/3/action/help_show?name=package_search` },
      "dct:publisher": cityOf(place),
      "dct:accessRights": openToAll(),
      "dct:license": licenceOf("cc-by-4.0"),
    },
  };
  const catalogue: Thing = {
    id: `${base}/catalogue`,
    a: ["dcat:Catalog"],
    says: {
      "dct:title": both({ zh: `${name.zh}开放数据目录`, en: `Open data of ${name.en}` }),
      "dct:description": both({
        zh: `${name.zh}各部门无条件开放的数据集，任何人都可以查找、下载和使用。`,
        en: `What the departments of ${name.en} publish without conditions, for anyone to find, download and use.`,
      }),
      "dct:publisher": cityOf(place),
      "dct:language": (["zh", "en"] as const).map(languageOf),
      "dct:license": licenceOf("cc-by-4.0"),
      "dct:spatial": divisionOf(place, place.directory.city.area),
      "foaf:homepage": page(`${base}${localised("zh", "/data")}`),
      "dcat:themeTaxonomy": schemeOf(themeScheme),
      "dcat:service": service,
      "rdfs:seeAlso": [{ iri: `${base}/services.jsonld` }, { iri: `${base}/services.ttl` }],
      "dcat:dataset": datasets.map((one) => datasetThing(place, one)),
      ...(modified === undefined ? {} : { "dct:modified": instant(modified) }),
    },
  };
  const paged: Thing = {
    id: view.self,
    a: ["hydra:PartialCollectionView"],
    says: {
      "hydra:totalItems": { text: String(total), type: "xsd:integer" },
      "hydra:first": { iri: view.first },
      ...(view.next === undefined ? {} : { "hydra:next": { iri: view.next } }),
    },
  };
  return [catalogue, paged];
}

/** The media type of a serialisation. */
export const rdfTypes = { jsonld: formats.JSON_LD.mediaType, ttl: formats.RDF_TURTLE.mediaType } as const;
