// An official document as data: everything that its page shows, and nothing of how it is laid out.
import type { Text } from "../../platform/i18n/index.ts";
import type { TextDoc } from "../text/index.ts";

/** The fifteen kinds (党政机关公文处理工作条例, art. 8). */
export const documentKinds = {
  resolution: { zh: "决议", en: "Resolution" },
  decision: { zh: "决定", en: "Decision" },
  order: { zh: "命令（令）", en: "Order" },
  communique: { zh: "公报", en: "Communiqué" },
  announcement: { zh: "公告", en: "Announcement" },
  "public-notice": { zh: "通告", en: "Public notice" },
  opinion: { zh: "意见", en: "Opinion" },
  notice: { zh: "通知", en: "Notice" },
  circular: { zh: "通报", en: "Circular" },
  report: { zh: "报告", en: "Report" },
  request: { zh: "请示", en: "Request for instructions" },
  reply: { zh: "批复", en: "Reply" },
  bill: { zh: "议案", en: "Bill" },
  letter: { zh: "函", en: "Letter" },
  minutes: { zh: "纪要", en: "Minutes" },
} as const satisfies Record<string, Text>;

export type DocumentKind = keyof typeof documentKinds;
export const isDocumentKind = (name: string): name is DocumentKind => Object.hasOwn(documentKinds, name);

/** The general format and the three particular ones (GB/T 9704—2012, 7 and 10). */
export type DocumentFormat = "general" | "letter" | "order" | "minutes";

export interface OfficialDocument {
  readonly format: DocumentFormat;
  readonly kind: DocumentKind;
  /** Full or standard short names of the organs that issue it, the lead first. */
  readonly issuers: readonly string[];
  /** The mark at its head, where it is not made from the issuers: `云川市人民政府常务会议纪要`. */
  readonly mark?: string;
  /** As it is printed: `云政发〔2026〕3号`; for an order `第3号`. */
  readonly number?: string;
  readonly urgency?: "extra" | "urgent";
  /** Who signed it, for a document to a higher organ. */
  readonly signers?: readonly string[];
  readonly title: string;
  readonly recipients: readonly string[];
  readonly text: TextDoc;
  readonly signature: {
    /** The organs that sign; for an order the names of the persons, the lead's first. */
    readonly names: readonly string[];
    /** For an order: the office of each who signs, such as 市长, in full where it is issued jointly. */
    readonly offices?: readonly string[];
    /** `YYYY-MM-DD`. */
    readonly date: string;
  };
  /** Said in brackets under the date, such as 此件公开发布. */
  readonly note?: string;
  readonly copies?: readonly string[];
  readonly printedBy?: string;
  /** `YYYY-MM-DD`. */
  readonly printedOn?: string;
  /** Minutes: who was there, who excused themselves, who sat in. */
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  readonly observers?: readonly string[];
}
