// A file of the archive as a package that describes itself: everything that the case holds, to be read and checked without this program.
import {
  type CaseView,
  contactsOf,
  type Desk,
  documentsOf,
  evidenceOf,
  readDocument,
  readEvidenceFile,
  readText,
  textVersions,
} from "../../../casework/index.ts";
import { dateTime, isoDate } from "../../../platform/i18n/index.ts";
import { currentPlan } from "../plan.ts";
import { fileLine } from "../search.ts";
import { type PayloadFile, zipped } from "./bag.ts";
import { logFiles, type ProvedEntry } from "./log-proof.ts";
import { readme } from "./readme.ts";
import { escaped, htmlPage, textHtml } from "./text-html.ts";

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
const two = (n: number): string => String(n).padStart(2, "0");
/** Names inside the package are plain, so that any program unpacks them. */
const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]+/g, "-");

export interface Package {
  readonly bytes: Buffer;
  readonly name: string;
  readonly files: number;
}

/** The package of a case that is filed; undefined where it is not. The caller has found that it may be exported. */
export async function packageOf(desk: Desk, view: CaseView): Promise<Package | undefined> {
  const { loaded } = view;
  const { row, cipher, pack } = loaded;
  const line = await fileLine(desk, row.id);
  if (!line) return undefined;
  const plan = await currentPlan(desk.pool);
  const directory = await desk.organisation.current();
  const agency = directory?.agency(row.agency);
  const metadata = {
    number: line.number,
    fonds: { agency: row.agency, title: agency?.title, code: agency?.code, uscc: agency?.uscc },
    class: { id: line.class, title: plan.classes.find(({ id }) => id === line.class)?.title },
    retention: line.retention,
    disposalDueOn: line.dueOn,
    case: {
      id: row.id,
      number: row.number,
      service: pack.header.title,
      pack: row.pack,
      packHash: pack.hash,
      packVersion: pack.header.version,
    },
    title: line.title,
    opened: new Date(row.opened_at).toISOString(),
    ended: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    end: view.heading.end,
    classification: pack.header.classification,
    facts: row.facts,
    tasks: view.tasks.map(({ no, stage, key, title, post, officer, status, outcome, outcomeTitle, openedAt, doneAt }) => ({
      no,
      stage,
      key,
      title,
      post,
      officer,
      status,
      outcome,
      outcomeTitle,
      opened: openedAt === undefined ? undefined : new Date(openedAt).toISOString(),
      done: doneAt === undefined ? undefined : new Date(doneAt).toISOString(),
    })),
  };
  const payload: PayloadFile[] = [
    { path: "metadata.json", bytes: json(metadata) },
    { path: "README.txt", bytes: Buffer.from(readme(line.number)) },
    {
      path: "form.json",
      bytes: json({ fields: Object.fromEntries(Object.entries(pack.form.fields).map(([name, { label }]) => [name, label])) }),
    },
  ];
  const { rows: data } = await desk.pool.query<{ version: number; form_hash: string; sealed: Buffer }>(
    "select version, form_hash, sealed from casework.data where case_id = $1::uuid order by version",
    [row.id],
  );
  for (const { version, form_hash, sealed } of data) {
    // The evidence has files of its own.
    const { evidence: _, ...said } = cipher.openData(version, sealed);
    payload.push({ path: `answers/${String(version).padStart(5, "0")}.json`, bytes: json({ version, form: form_hash, ...said }) });
  }
  const texts: string[] = [];
  const { rows: names } = await desk.pool.query<{ name: string }>(
    "select distinct name from casework.text where case_id = $1::uuid order by name",
    [row.id],
  );
  for (const { name } of names)
    for (const { version } of await textVersions(desk, loaded, name)) {
      const kept = await readText(desk, loaded, name, version);
      if (!kept) continue;
      const path = `texts/${plain(name)}/${String(version).padStart(4, "0")}`;
      const said = { version, base: kept.base, officer: kept.officer, at: new Date(kept.at).toISOString() };
      payload.push(
        { path: `${path}.json`, bytes: json({ ...said, text: kept.text }) },
        { path: `${path}.html`, bytes: Buffer.from(textHtml(`${name} ${version}`, kept.text)) },
      );
      texts.push(`${path}.html`);
    }
  const documents: { path: string; title: string }[] = [];
  for (const document of await documentsOf(desk, view)) {
    const found = await readDocument(desk, view, document.no);
    if (!found) continue;
    const path = `documents/${two(document.no)}-${plain(document.name)}.pdf`;
    payload.push({ path, bytes: found.bytes });
    documents.push({ path, title: `${document.title.zh} ${document.title.en} ${document.number ?? ""}` });
  }
  const evidence = await evidenceOf(desk, loaded);
  for (const { content, ...one } of evidence) {
    const supplied = content.file ? await readEvidenceFile(desk, view, one.no) : undefined;
    const { file, ...said } = content;
    const path = `evidence/${two(one.no)}`;
    const named =
      supplied &&
      `${path}-${plain(supplied.file.name).slice(0, 60) || "file"}${supplied.file.name.endsWith(`.${supplied.file.kind}`) ? "" : `.${supplied.file.kind}`}`;
    payload.push({ path: `${path}.json`, bytes: json({ ...one, content: said, ...(named ? { file: named, name: file?.name } : {}) }) });
    if (supplied && named) payload.push({ path: named, bytes: supplied.bytes });
  }
  payload.push({ path: "contacts.json", bytes: json(await contactsOf(desk, row.id)) });
  const { rows: subjects } = await desk.pool.query<{ about: string; kind: string; number: string }>(
    "select s.about, s.kind, c.number from casework.subject s join casework.case c on c.id = s.about where s.case_id = $1::uuid order by s.kind, c.number",
    [row.id],
  );
  payload.push({ path: "subjects.json", bytes: json(subjects) });
  const log = await logFiles(desk, view);
  payload.push(...log.files);
  const answers = loaded.secret();
  payload.push({
    path: "index.html",
    bytes: Buffer.from(indexPage(desk, { metadata, answers, documents, texts, entries: log.entries, pack })),
  });
  const now = desk.now();
  const name = plain(line.number);
  const bytes = await zipped({
    name,
    at: now,
    payload,
    info: [
      ["Source-Organization", `${agency?.title.zh ?? row.agency} / ${agency?.title.en ?? row.agency}`],
      ["External-Identifier", line.number],
      ["External-Description", `${pack.header.title.zh} / ${pack.header.title.en} ${row.number}`],
      ["Bagging-Date", isoDate(now, desk.zone)],
      ["Bag-Software-Agent", "Errand"],
    ],
  });
  return { bytes, name: `${name}.zip`, files: payload.length };
}

interface Shown {
  readonly metadata: {
    readonly number: string;
    readonly retention: string;
    readonly title: string | undefined;
    readonly case: { readonly number: string; readonly service: { readonly zh: string; readonly en: string } };
    readonly opened: string;
    readonly ended: string | null;
  };
  readonly answers: ReturnType<CaseView["loaded"]["secret"]>;
  readonly documents: readonly { readonly path: string; readonly title: string }[];
  readonly texts: readonly string[];
  readonly entries: readonly ProvedEntry[];
  readonly pack: CaseView["loaded"]["pack"];
}

/** The file as a page for people, in both languages. */
function indexPage(desk: Desk, { metadata, answers, documents, texts, entries, pack }: Shown): string {
  const rows = (pairs: readonly (readonly [string, string])[]): string =>
    `<table>${pairs.map(([key, value]) => `<tr><th>${escaped(key)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`;
  const value = (one: unknown): string => (typeof one === "string" ? one : JSON.stringify(one));
  const links = (list: readonly (readonly [string, string])[]): string =>
    list.length === 0
      ? "<p>—</p>"
      : `<ul>${list.map(([path, title]) => `<li><a href="${escaped(path)}">${escaped(title)}</a></li>`).join("")}</ul>`;
  const { service } = metadata.case;
  return htmlPage(
    "zh",
    metadata.number,
    [
      `<h1>${escaped(metadata.title ?? service.zh)}</h1>`,
      rows([
        ["档号 File", metadata.number],
        ["办件编号 Case", metadata.case.number],
        ["事项 Service", `${service.zh} ${service.en}`],
        ["保管期限 Kept", metadata.retention],
        ["开始 Opened", metadata.opened],
        ["办结 Ended", metadata.ended ?? "—"],
        ["申请人 Applicant", answers.applicant ? `${answers.applicant.name} ${answers.applicant.identifier}` : "—"],
      ]),
      "<h2>填报内容 Answers</h2>",
      rows(
        Object.entries(answers.answers).map(([name, one]) => [
          `${pack.form.fields[name]?.label.zh ?? name} ${pack.form.fields[name]?.label.en ?? ""}`,
          value(one),
        ]),
      ),
      "<h2>文书 Documents</h2>",
      links(documents.map(({ path, title }) => [path, title])),
      "<h2>文稿 Texts</h2>",
      links(texts.map((path) => [path, path])),
      "<h2>办理记录 What was done</h2>",
      `<table><tr><th>#</th><th>时间 Time</th><th>经办 By</th><th>类型 Type</th><th>说明 Words</th></tr>${entries
        .map(
          (entry) =>
            `<tr><td>${entry.seq}</td><td>${escaped(dateTime(entry.at, "zh", desk.zone))}</td><td>${escaped(entry.actor)}</td><td>${escaped(entry.type)}</td><td>${escaped(entry.words ?? "")}</td></tr>`,
        )
        .join("")}</table>`,
      '<p><a href="README.txt">README</a></p>',
    ].join("\n"),
  );
}
