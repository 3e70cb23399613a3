// What of a case can be found, and what is shown of it: each writing with where it stands.
import type { Searchable } from "../casework/index.ts";
import type { Conversation } from "../messages/index.ts";
import type { Text } from "../platform/i18n/index.ts";

/** A writing of a case. */
export interface Place {
  readonly kind: "number" | "title" | "party" | "document" | "text" | "comment" | "answer" | "said" | "evidence" | "message";
  /** What it is called for a reader. */
  readonly label: Text;
  readonly writing: string;
  /** The case is called by it: found here, it comes first. */
  readonly title: boolean;
  /** An applicant's own: of it a list shows no more than the words that were looked for. */
  readonly personal: boolean;
  /** For staff alone. */
  readonly internal: boolean;
}

const labels = {
  number: { zh: "办件编号", en: "Number of the case" },
  title: { zh: "事项", en: "Service" },
  party: { zh: "申请人", en: "Applicant" },
  agent: { zh: "代办人", en: "Acting for the applicant" },
  document: { zh: "文书", en: "Document" },
  said: { zh: "说明", en: "Words" },
  comment: { zh: "批注", en: "Comment" },
  message: { zh: "消息", en: "Message" },
  fileName: { zh: "文件名", en: "File name" },
} as const satisfies Record<string, Text>;

/** The words of files that were handed in, by the number of the evidence. */
export type Readings = ReadonlyMap<number, string>;

/** Every writing of a case that can be found. No field that a form calls personal or sensitive is among them, nor any identifier. */
export function placesOfCase({ loaded, documents, texts, said, comments, uploads }: Searchable, readings: Readings): Place[] {
  const { row, pack } = loaded;
  const { applicant, agent, answers } = loaded.secret();
  const own = applicant !== undefined;
  const open = { personal: false, internal: false };
  const titles = new Map([...pack.header.outputs, ...pack.header.letters].map(({ id, title }) => [id, title]));
  const named = new Set(pack.header.outputs.flatMap((output) => (output.kind === "document" ? output.fields.title : [])));
  const places: Place[] = [
    { kind: "number", label: labels.number, writing: row.number, title: true, ...open },
    ...both("title", labels.title, pack.header.title, true),
  ];
  if (applicant) places.push({ kind: "party", label: labels.party, writing: applicant.name, title: true, personal: true, internal: false });
  if (agent) places.push({ kind: "party", label: labels.agent, writing: agent.name, title: true, personal: true, internal: false });
  for (const { name, number } of documents) {
    const title = titles.get(name);
    if (title) places.push(...both("document", labels.document, title, true));
    if (number !== null) places.push({ kind: "document", label: title ?? labels.document, writing: number, title: true, ...open });
  }
  for (const { title, writing } of texts) places.push({ kind: "text", label: title, writing, title: false, ...open });
  for (const [name, field] of Object.entries(pack.form.fields)) {
    if (field.class !== undefined || field.options !== undefined) continue;
    for (const writing of writingsIn(answers[name]))
      places.push({
        kind: "answer",
        label: field.label,
        writing,
        title: name === "title" || named.has(`/${name}`),
        personal: own,
        internal: false,
      });
  }
  for (const { words, internal } of said)
    places.push({ kind: "said", label: labels.said, writing: words, title: false, personal: own, internal });
  for (const { title, words } of comments)
    places.push({ kind: "comment", label: within(title, labels.comment), writing: words, title: false, personal: false, internal: true });
  const handed = { kind: "evidence", title: false, personal: own, internal: false } as const;
  for (const { no, title, file } of uploads) {
    places.push({ ...handed, label: within(title, labels.fileName), writing: file.name });
    const writing = readings.get(no);
    if (writing !== undefined && writing !== "") places.push({ ...handed, label: title, writing });
  }
  return places;
}

/** What was said in a conversation, with who said it. */
export const placesOfConversation = ({ messages }: Conversation): Place[] =>
  messages.map(({ sender, text }) => ({
    kind: "message",
    label: within(labels.message, sender),
    writing: text,
    title: false,
    personal: false,
    internal: true,
  }));

const within = (whole: Text, part: Text): Text => ({ zh: `${whole.zh}·${part.zh}`, en: `${whole.en} · ${part.en}` });

/** A title in both languages, once where they are the same. */
const both = (kind: Place["kind"], label: Text, { zh, en }: Text, title: boolean): Place[] =>
  [...new Set([zh, en])].map((writing) => ({ kind, label, writing, title, personal: false, internal: false }));

/** Texts and numbers in an answer, however deep. */
function writingsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(writingsIn);
  return [];
}

/** Numbers on paper and, as whole ones alone, the identifiers and telephones of those whom the case is about. */
export function exactsOf({ loaded, documents }: Searchable): string[] {
  const { applicant, agent } = loaded.secret();
  const people = [applicant, agent].flatMap((one) => (one ? [one.identifier, one.phone] : []));
  return [loaded.row.number, ...documents.map(({ number }) => number), ...people].flatMap((one) => one ?? []);
}
