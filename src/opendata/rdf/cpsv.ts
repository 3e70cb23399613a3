// The public services on offer in CPSV-AP 3.2.
import { type Pack, parseTime } from "../../catalogue/index.ts";
import { localised, type Text, workdays } from "../../platform/i18n/index.ts";
import { languageOf } from "./concepts.ts";
import { both, type Thing, type Value } from "./graph.ts";
import { agencyOf, cityOf, divisionOf, type Place } from "./place.ts";

/** What a law's article is called and says; undefined where it is not at hand. */
export type Article = (id: string) => { readonly title: Text; readonly text?: string } | undefined;

const channels = {
  online: { title: { zh: "网上办理", en: "Online" } },
  counter: { title: { zh: "窗口办理", en: "At a counter" } },
  post: { title: { zh: "邮寄办理", en: "By post" } },
} as const;
const outputs = {
  licence: { zh: "证照", en: "Licence" },
  letter: { zh: "文书", en: "Letter" },
  document: { zh: "公文", en: "Official document" },
} as const;

/** Concepts of this catalogue's own lists. */
const own = ({ base }: Place, id: string, title: Text): Thing => ({
  id: `${base}/services#${id}`,
  a: ["skos:Concept"],
  says: { "skos:prefLabel": both(title) },
});

/** A law's article as a legal resource. */
function legal({ base }: Place, article: Article, id: string): Thing {
  const found = article(id);
  const number = id.slice(id.indexOf("/") + 1);
  return {
    id: `${base}/services#law-${id}`,
    a: ["eli:LegalResource"],
    says: {
      "dct:identifier": { text: id },
      "dct:title": both(
        found ? { zh: `《${found.title.zh}》第${number}条`, en: `${found.title.en}, Article ${number}` } : { zh: id, en: id },
      ),
      ...(found?.text === undefined ? {} : { "dct:description": { text: found.text.trim(), lang: "zh" } }),
    },
  };
}

const duration = (time: string): Text => {
  const { n, unit } = parseTime(time);
  if (unit === "workdays") return workdays(n);
  return unit === "days" ? { zh: `${n} 日`, en: `${n} days` } : { zh: `${n} 小时`, en: `${n} hours` };
};

/** The offered services, as a set of data that they are part of. */
export function serviceThings(place: Place, packs: readonly Pack[], article: Article): readonly Thing[] {
  const { base, directory } = place;
  const set: Thing = {
    id: `${base}/services`,
    a: ["dcat:Dataset"],
    says: {
      "dct:title": both({ zh: `${directory.city.name.zh}政务服务事项`, en: `Public services of ${directory.city.name.en}` }),
      "dct:description": both({ zh: "本市向公众提供的全部事项。", en: "Every service that the city offers the public." }),
      "dct:publisher": cityOf(place),
      "dct:hasPart": packs.map(({ header }) => ({ iri: uriOf(place, header.id) })),
    },
  };
  return [set, ...packs.map((pack) => serviceThing(place, pack, article))];
}

const uriOf = ({ base }: Place, id: string): string => `${base}/services#${encodeURIComponent(id)}`;

function serviceThing(place: Place, { header }: Pack, article: Article): Thing {
  const { base, directory } = place;
  const id = uriOf(place, header.id);
  const part = (kind: string, key: string): string => `${id}-${kind}-${key}`;
  const agency = agencyOf(place, header.agency);
  const events = directory.city.lifeEvents.filter((one) => header.lifeEvents.includes(one.id));
  const evidence = header.requirements.map(({ id: key, title, why }): { evidence: Thing; type: Thing; requirement: Thing } => {
    const type: Thing = {
      id: part("evidence-type", key),
      a: ["cv:EvidenceType"],
      says: { "dct:identifier": { text: key }, "dct:title": both(title) },
    };
    const shown: Thing = {
      id: part("evidence", key),
      a: ["cv:Evidence"],
      says: {
        "dct:identifier": { text: `${header.id}/${key}` },
        "dct:title": both(title),
        "dct:description": both(why),
        "dct:conformsTo": type,
      },
    };
    const requirement: Thing = {
      id: part("requirement", key),
      a: ["cv:Requirement"],
      says: {
        "dct:identifier": { text: `${header.id}/${key}` },
        "dct:title": both(title),
        "dct:description": both(why),
        "cv:hasSupportingEvidence": shown,
      },
    };
    return { evidence: shown, type, requirement };
  });
  const conditions = header.conditions.map(
    (condition, at): Thing => ({
      id: part("condition", String(at + 1)),
      a: ["cv:Requirement"],
      says: { "dct:identifier": { text: `${header.id}/condition-${at + 1}` }, "dct:title": both(condition) },
    }),
  );
  const open = (["online", "counter", "post"] as const).filter((one) => header.channels[one]);
  const promised = duration(header.time.promised.time);
  const statutory = duration(header.time.statutory.time);
  const says: Record<string, Value | readonly Value[]> = {
    "dct:identifier": { text: header.id },
    "dct:title": both(header.title),
    "dct:description": both(header.summary),
    "dcat:keyword": (["zh", "en"] as const).flatMap((lang) => header.keywords[lang].map((text) => ({ text, lang }))),
    "dct:language": (["zh", "en"] as const).map(languageOf),
    "dct:spatial": divisionOf(place, directory.city.area),
    "dct:isPartOf": { iri: `${base}/services` },
    "cv:hasCompetentAuthority": agency,
    "foaf:page": (["zh", "en"] as const).map((lang) => ({
      id: `${base}${localised(lang, `/services/${header.id}`)}`,
      a: ["foaf:Document"],
      says: {},
    })),
    "cv:isGroupedBy": events.map((event) => ({
      id: `${base}/services#event-${event.id}`,
      a: ["cv:Event", "cv:LifeEvent"],
      says: { "dct:identifier": { text: event.id }, "dct:title": both(event.title) },
    })),
    "cv:hasChannel": open.map((channel) => ({
      id: part("channel", channel),
      a: ["cv:Channel"],
      says: {
        "dct:identifier": { text: `${header.id}/${channel}` },
        "dct:type": own(place, `channel-${channel}`, channels[channel].title),
        "cv:ownedBy": agency,
        ...(channel === "counter" && header.place ? { "dct:description": both(header.place) } : {}),
      },
    })),
    "cv:hasCost": costs(place, header.id, header.fees, agency),
    "cv:hasLegalResource": header.law.map((one) => legal(place, article, one)),
    "cpsv:produces": header.outputs.map((output) => ({
      id: part("output", output.id),
      a: ["cv:Output"],
      says: {
        "dct:identifier": { text: `${header.id}/${output.id}` },
        "dct:title": both(output.title),
        "dct:type": own(place, `output-${output.kind}`, outputs[output.kind]),
      },
    })),
    "cpsv:hasInput": evidence.map((one) => one.evidence),
    "cv:hasInputType": evidence.map((one) => one.type),
    "cv:holdsRequirement": [...conditions, ...evidence.map((one) => one.requirement)],
    "cpsv:follows": {
      id: part("rule", "time"),
      a: ["cpsv:Rule"],
      says: {
        "dct:identifier": { text: `${header.id}/time` },
        "dct:title": both({ zh: "办理时限", en: "Time limits" }),
        "dct:description": both({
          zh: `法定 ${statutory.zh}，承诺 ${promised.zh}。`,
          en: `Set by law: ${statutory.en}; promised: ${promised.en}.`,
        }),
        ...(header.time.statutory.law === undefined ? {} : { "cpsv:implements": legal(place, article, header.time.statutory.law) }),
      },
    },
    ...(header.phones
      ? {
          "cv:contactPoint": {
            id: part("contact", "questions"),
            a: ["cv:ContactPoint"],
            says: { "cv:telephone": { text: header.phones.questions }, ...(header.hours ? { "dct:description": both(header.hours) } : {}) },
          },
        }
      : {}),
  };
  return { id, a: ["cpsv:PublicService"], says };
}

/** A number as the canonical text of an xsd:double (XML Schema 1.1 part 2, §E.2): readers of JSON-LD write it so. */
const doubleOf = (n: number): string =>
  n
    .toExponential()
    .replace(/^(-?\d)e/, "$1.0e")
    .replace(/e\+?/, "E");

/** Fees one by one; a service without any says that it costs nothing. */
function costs(place: Place, service: string, fees: Pack["header"]["fees"], agency: Thing): readonly Thing[] {
  const currency: Thing = {
    id: "http://publications.europa.eu/resource/authority/currency/CNY",
    a: ["skos:Concept"],
    says: { "skos:prefLabel": both({ zh: "人民币", en: "Renminbi" }) },
  };
  const lines = fees.length > 0 ? fees : [{ item: { zh: "不收费", en: "Free of charge" }, amount: 0 }];
  return lines.map(({ item, amount }, at) => ({
    id: `${uriOf(place, service)}-cost-${at + 1}`,
    a: ["cv:Cost"],
    says: {
      "dct:identifier": { text: `${service}/cost-${at + 1}` },
      "dct:description": both(item),
      "cv:hasValue": { text: doubleOf(amount), type: "xsd:double" },
      "cv:currency": currency,
      "cv:isDefinedBy": agency,
    },
  }));
}
