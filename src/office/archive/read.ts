// One file, for those who may read it: what it holds, whether that is still whole, what was done with it. Every look is recorded.
import {
  type CaseView,
  caseView,
  type Desk,
  documentsOf,
  type FiledDocument,
  type Refused,
  readDocument,
  recordOpening,
} from "../../casework/index.ts";
import { type Package, packageOf } from "./export/package.ts";
import { type Hold, holdsOf } from "./hold.ts";
import { type Loan, loansOf, standingLoan } from "./loan.ts";
import { agenciesOf, keeperPost, type Officer } from "./policy.ts";
import { gone, noFile, notKeeper } from "./refusals.ts";
import { type FileLine, fileLine } from "./search.ts";

/** How much of each there is. */
export interface Contents {
  readonly entries: number;
  readonly answers: number;
  readonly texts: number;
  readonly documents: number;
  readonly evidence: number;
  readonly contacts: number;
  readonly subjects: number;
}

export interface Opening {
  readonly at: number;
  readonly officer: string;
  readonly post: string;
  readonly what: string;
}

export interface ArchiveFile {
  readonly ok: true;
  readonly line: FileLine;
  readonly contents: Contents;
  /** What was transferred is all there, unaltered; undefined where it was destroyed. */
  readonly whole: boolean | undefined;
  readonly filedBy: string;
  readonly holds: readonly Hold[];
  readonly loans: readonly Loan[];
  readonly openings: readonly Opening[];
  readonly documents: readonly FiledDocument[];
  /** The reader keeps this archive. */
  readonly keeper: boolean;
  /** The reader may open the case itself, not only by a loan. */
  readonly reader: boolean;
  /** Of a destroyed file: the list by which it was. */
  readonly list: { readonly id: string; readonly number: string } | undefined;
}

interface Access {
  readonly post: string;
  readonly loan: string | undefined;
  readonly reader: boolean;
}

/** By what an officer may read a file today: the agency's part in the case, the right to read all, or a loan. */
async function accessTo(desk: Desk, officer: Officer, id: string): Promise<Access | undefined> {
  const { rows } = await desk.pool.query<{ agency: string }>(
    "select agency from archive.reader where case_id = $1::uuid and agency = any($2)",
    [id, agenciesOf(officer)],
  );
  const mine = officer.posts.find((post) => rows.some(({ agency }) => post.startsWith(`${agency}/`)));
  if (mine !== undefined) return { post: mine, loan: undefined, reader: true };
  const [first] = officer.posts;
  if (first === undefined) return undefined;
  if (officer.rights.includes("read-cases")) return { post: first, loan: undefined, reader: true };
  const loan = await standingLoan(desk, officer.id, id);
  return loan === undefined ? undefined : { post: first, loan, reader: false };
}

async function note(desk: Desk, officer: Officer, id: string, { post, loan }: Access, what: string): Promise<void> {
  await desk.pool.query(
    "insert into archive.opening (case_id, at, officer, post, what, loan) values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6)",
    [id, desk.now(), officer.id, post, what, loan ?? null],
  );
}

/** The case of a file, whose subjects are told of the look. */
async function openedCase(desk: Desk, officer: Officer, id: string): Promise<CaseView | Refused> {
  const view = await caseView(desk, { kind: "system" }, id);
  if (!("ok" in view)) await recordOpening(desk, officer, view, "archive");
  return view;
}

/** Opens a file; refused as if it did not exist where this officer may not read it. */
export async function openFile(desk: Desk, officer: Officer, id: string): Promise<ArchiveFile | Refused> {
  const access = await accessTo(desk, officer, id);
  const line = access && (await fileLine(desk, id));
  const directory = await desk.organisation.current();
  if (!access || !line || !directory) return noFile;
  const { rows } = await desk.pool.query<{
    contents: Contents;
    digest: Buffer;
    now: Buffer;
    filed_by: string;
    list: string | null;
    list_number: string | null;
  }>(
    `select r.contents, r.digest, i.digest as now, r.filed_by, l.id as list, l.number as list_number
     from archive.record r cross join lateral archive.inventory(r.case_id) i left join archive.list l on l.id = r.list where r.case_id = $1::uuid`,
    [id],
  );
  const [row] = rows;
  if (!row) return noFile;
  const view = line.destroyedAt === null ? await openedCase(desk, officer, id) : undefined;
  await note(desk, officer, id, access, "file");
  const { rows: openings } = await desk.pool.query<Opening>(
    "select at, officer, post, what from archive.opening where case_id = $1::uuid order by at desc limit 50",
    [id],
  );
  const keeper = keeperPost(directory, officer, line.agency) !== undefined;
  const [holds, loans] = await Promise.all([holdsOf(desk, id), loansOf(desk, id)]);
  return {
    ok: true,
    line,
    contents: row.contents,
    whole: line.destroyedAt === null ? row.digest.equals(row.now) : undefined,
    filedBy: row.filed_by,
    holds,
    // Others' purposes are the archivist's to see.
    loans: keeper ? loans : loans.filter((loan) => loan.officer === officer.id),
    openings: keeper ? openings : openings.filter((one) => one.officer === officer.id),
    documents: view && !("ok" in view) ? await documentsOf(desk, view) : [],
    keeper,
    reader: access.reader,
    list: row.list === null || row.list_number === null ? undefined : { id: row.list, number: row.list_number },
  };
}

/** One document of a file, by its number in the case. */
export async function readFiled(
  desk: Desk,
  officer: Officer,
  id: string,
  no: number,
): Promise<{ readonly ok: true; readonly bytes: Buffer; readonly name: string } | Refused> {
  const access = await accessTo(desk, officer, id);
  if (!access) return noFile;
  const view = await openedCase(desk, officer, id);
  if ("ok" in view) return view.status === 410 ? gone : noFile;
  const found = await readDocument(desk, view, no);
  if (!found) return noFile;
  await note(desk, officer, id, access, `document ${no}`);
  return { ok: true, ...found };
}

/** The whole file as a package, for the keepers of its archive; recorded as every look is. */
export async function exportFile(desk: Desk, officer: Officer, id: string): Promise<({ readonly ok: true } & Package) | Refused> {
  const access = await accessTo(desk, officer, id);
  const line = access && (await fileLine(desk, id));
  const directory = await desk.organisation.current();
  if (!access || !line || !directory) return noFile;
  if (keeperPost(directory, officer, line.agency) === undefined) return notKeeper;
  const view = await openedCase(desk, officer, id);
  if ("ok" in view) return view.status === 410 ? gone : noFile;
  await note(desk, officer, id, access, "export");
  const made = await packageOf(desk, view);
  return made ? { ok: true, ...made } : noFile;
}

/** The same for the installation's own keeper, at the command line: recorded with its purpose, and told to whom it concerns. */
export async function exportAsKeeper(desk: Desk, id: string, purpose: string): Promise<Package | undefined> {
  const view = await caseView(desk, { kind: "system" }, id);
  if ("ok" in view) return undefined;
  const { applicant, agent } = view.loaded.secret();
  const subjects = [applicant, agent].flatMap((one) => (one ? [one.identifier] : []));
  const agency = view.heading.agency;
  if (subjects.length > 0)
    await desk.exchange.recordOpening({
      case: id,
      subjects,
      officer: "keeper",
      agency,
      post: `${agency}/keeper`,
      purpose: { key: "archive", text: { zh: purpose, en: purpose } },
    });
  await desk.pool.query(
    "insert into archive.opening (case_id, at, officer, post, what) values ($1, to_timestamp($2 / 1000.0), 'keeper', 'keeper', $3)",
    [id, desk.now(), "export"],
  );
  return packageOf(desk, view);
}
