// The lists that descriptions choose from: each key with its words and its address in the vocabularies of the EU's Publications
// Office, which DCAT-AP 3 wants (§ controlled vocabularies).
import type { Text } from "../platform/i18n/index.ts";

const authority = "http://publications.europa.eu/resource/authority";

/** Data themes (authority table data-theme). */
export const themes = {
  AGRI: { zh: "农林牧渔", en: "Agriculture, fisheries and forestry" },
  ECON: { zh: "经济财政", en: "Economy and finance" },
  EDUC: { zh: "教育文化体育", en: "Education, culture and sport" },
  ENER: { zh: "能源", en: "Energy" },
  ENVI: { zh: "生态环境", en: "Environment" },
  GOVE: { zh: "政府与公共服务", en: "Government and public sector" },
  HEAL: { zh: "卫生健康", en: "Health" },
  INTR: { zh: "国际事务", en: "International issues" },
  JUST: { zh: "司法与公共安全", en: "Justice, legal system and public safety" },
  REGI: { zh: "城乡与地理", en: "Regions and cities" },
  SOCI: { zh: "人口与社会", en: "Population and society" },
  TECH: { zh: "科学技术", en: "Science and technology" },
  TRAN: { zh: "交通运输", en: "Transport" },
} as const satisfies Record<string, Text>;
export type Theme = keyof typeof themes;
export const themeScheme = `${authority}/data-theme`;

/** How often a dataset is made anew (authority table frequency); hours between two makings, none where nobody can say. */
export const frequencies = {
  hourly: { title: { zh: "每小时", en: "Every hour" }, code: "HOURLY", hours: 1 },
  daily: { title: { zh: "每日", en: "Every day" }, code: "DAILY", hours: 24 },
  weekly: { title: { zh: "每周", en: "Every week" }, code: "WEEKLY", hours: 7 * 24 },
  monthly: { title: { zh: "每月", en: "Every month" }, code: "MONTHLY", hours: 30 * 24 },
  quarterly: { title: { zh: "每季度", en: "Every three months" }, code: "QUARTERLY", hours: 91 * 24 },
  annual: { title: { zh: "每年", en: "Every year" }, code: "ANNUAL", hours: 365 * 24 },
  irregular: { title: { zh: "不定期", en: "At no fixed times" }, code: "IRREG", hours: undefined },
} as const satisfies Record<string, { title: Text; code: string; hours: number | undefined }>;
export type Frequency = keyof typeof frequencies;
export const frequencyScheme = `${authority}/frequency`;

/** Under which terms it may be used. */
export const licences = {
  "cc-by-4.0": {
    title: { zh: "知识共享署名 4.0（可以自由使用，注明来源）", en: "Creative Commons Attribution 4.0 (use freely, name the source)" },
    short: { zh: "CC BY 4.0", en: "CC BY 4.0" },
    url: "https://creativecommons.org/licenses/by/4.0/",
  },
  "cc0-1.0": {
    title: { zh: "知识共享零 1.0（放弃权利，不设条件）", en: "Creative Commons Zero 1.0 (no conditions)" },
    short: { zh: "CC0 1.0", en: "CC0 1.0" },
    url: "https://creativecommons.org/publicdomain/zero/1.0/",
  },
} as const satisfies Record<string, { title: Text; short: Text; url: string }>;
export type Licence = keyof typeof licences;

/** Kinds of file (authority table file-type; media types of IANA). */
export const formats = {
  CSV: { mediaType: "text/csv", extension: "csv" },
  JSON: { mediaType: "application/json", extension: "json" },
  JSON_LD: { mediaType: "application/ld+json", extension: "jsonld" },
  RDF_TURTLE: { mediaType: "text/turtle", extension: "ttl" },
  GEOJSON: { mediaType: "application/geo+json", extension: "geojson" },
  XLSX: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extension: "xlsx" },
  PDF: { mediaType: "application/pdf", extension: "pdf" },
} as const;
export type Format = keyof typeof formats;
export const fileTypeScheme = `${authority}/file-type`;
/** How people write a format. */
export const formatName = (format: Format): string => format.replace("RDF_TURTLE", "Turtle").replace("JSON_LD", "JSON-LD");

export const languages = { zh: `${authority}/language/ZHO`, en: `${authority}/language/ENG` } as const;
export const languageScheme = `${authority}/language`;
export const publicAccess = `${authority}/access-right/PUBLIC`;
export const accessScheme = `${authority}/access-right`;

export const classifications = ["core", "important", "general-1", "general-2", "general-3", "general-4"] as const;
export type Classification = (typeof classifications)[number];
export const classificationTitles = {
  core: { zh: "核心数据", en: "Core" },
  important: { zh: "重要数据", en: "Important" },
  "general-1": { zh: "一般数据一级", en: "General, level 1" },
  "general-2": { zh: "一般数据二级", en: "General, level 2" },
  "general-3": { zh: "一般数据三级", en: "General, level 3" },
  "general-4": { zh: "一般数据四级", en: "General, level 4" },
} as const satisfies Record<Classification, Text>;
