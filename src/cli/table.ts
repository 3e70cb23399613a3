// Every command of the program.
import { processRoles } from "../config.ts";
import type { Command, Option } from "./command.ts";

/** Options that every command takes. */
export const everywhere: readonly Option[] = [
  { name: "json", text: "write the result as JSON" },
  { name: "help", text: "show this" },
];

const data: Option = { name: "data", value: "DIR", text: "the data directory (ERRAND_DATA; default .data in the checkout)" };
const keys: Option = { name: "keys", value: "FILE", text: "the file for the keys, kept apart from the data", required: true };
const checkpoint: Option = { name: "checkpoint", value: "FILE", text: "an older checkpoint, kept outside, that it must agree with" };
const file = { text: "FILE", least: 1, most: 1 } as const;

export const commands: readonly Command[] = [
  {
    name: "serve",
    summary: "start the server",
    detail: "Without DATABASE_URL it starts its own database in the data directory. Ctrl-C stops it; a second Ctrl-C at once.",
    options: [
      { name: "port", value: "N", text: "port to listen on (default 8080; 0 takes any free one)" },
      { name: "host", value: "ADDRESS", text: "address to listen on (default 127.0.0.1)" },
      data,
      { name: "roles", value: "LIST", text: `what this process does (default ${processRoles.join(",")})` },
      { name: "processes", value: "N", text: "how many processes share the requests, for as many cores (default 1)" },
      { name: "city", value: "DIR", text: 'the sample city, or "none" (default city/; none with DATABASE_URL)' },
    ],
    load: () => import("./commands/serve.ts"),
  },
  {
    name: "migrate",
    summary: "bring the database schema up to date, and a city's folder in",
    options: [data, { name: "city", value: "DIR", text: "a city's folder to bring in: agencies, posts, officers, registers" }],
    load: () => import("./commands/migrate.ts"),
  },
  {
    name: "backup",
    summary: "write all data to one file and the keys to another, also while the server runs",
    detail:
      "The data file opens nothing without a keys file: keep them in different places. Without FILE only the keys are saved; newer keys open older data, except what was destroyed since. A keys file may be restored for ERRAND_KEY_DAYS days (default 30).",
    args: { text: "[FILE]", least: 0, most: 1 },
    options: [keys, data],
    load: () => import("./commands/backup.ts"),
  },
  {
    name: "restore",
    summary: "fill an empty data directory (or database) from a backup",
    args: file,
    options: [keys, checkpoint, data],
    load: () => import("./commands/restore.ts"),
  },
  {
    name: "ledger audit",
    summary: "recompute the whole log from the entries",
    detail: "Ends with 1 and names the first difference if there is any.",
    options: [checkpoint, data],
    load: () => import("./commands/ledger-audit.ts"),
  },
  {
    name: "archive transfer",
    summary: "file every case that ended and is not filed yet",
    detail: "The server does so by itself when a case ends; this catches up in bulk, with progress, also while it runs.",
    options: [data],
    load: () => import("./commands/archive-transfer.ts"),
  },
  {
    name: "archive dispose",
    summary: "finish the disposal lists that are being carried out",
    detail: "Lists are made, approved by two and started in the workbench. Ends with 1 if another process is still at one.",
    options: [data],
    load: () => import("./commands/archive-dispose.ts"),
  },
  {
    name: "archive export",
    summary: "write a file of the archive out as a package that is read and checked without Errand",
    detail: "NUMBER is the file's or the case's. The package is a BagIt zip; what it holds is readable by whoever has it.",
    args: { text: "NUMBER FILE.zip", least: 2, most: 2 },
    options: [{ name: "purpose", value: "WORDS", text: "what it is for; kept with the record of the export", required: true }, data],
    load: () => import("./commands/archive-export.ts"),
  },
  {
    name: "accountability",
    summary: "who answers for what: tasks, registers, datasets, agreements and seals with their posts",
    detail:
      "Names what nobody, no post or several posts answer for, and officers who could do what four eyes keep apart. Ends with 1 if there is any.",
    options: [{ name: "all", text: "everything, also what is in order" }, data],
    load: () => import("./commands/accountability.ts"),
  },
  {
    name: "exchange reconcile",
    summary: "hold what askers and holders recorded of every question against each other",
    detail: "Ends with 1 and names the first differences if there are any.",
    options: [{ name: "most", value: "N", text: "how many differences to name (default 20)" }, data],
    load: () => import("./commands/exchange-reconcile.ts"),
  },
  {
    name: "load",
    summary: "fill with plausible history through the engine",
    detail: "Adds cases of the published services, for the people known here, over the past years. The server may be running.",
    options: [{ name: "cases", value: "N", text: "how many", required: true }, data],
    load: () => import("./commands/load.ts"),
  },
  {
    name: "registry load",
    summary: "load records into a register: CSV, JSON, JSON lines or Excel",
    detail: "Everything or nothing, unless --good-rows. Ends with 1 and names row, column and remedy of whatever does not fit.",
    args: { text: "REGISTER FILE", least: 2, most: 2 },
    options: [
      { name: "good-rows", text: "load the rows that fit although others do not" },
      {
        name: "correct",
        text: "changed rows were recorded wrongly: they replace what stood there for all its days, and its users are told",
      },
      data,
    ],
    load: () => import("./commands/registry-load.ts"),
  },
  {
    name: "registry export",
    summary: "write a register out, recorded as an access",
    args: { text: "REGISTER", least: 1, most: 1 },
    options: [
      { name: "purpose", value: "WORDS", text: "what it is for; kept with the record of the export", required: true },
      { name: "format", value: "FORMAT", text: "csv, json or jsonl (default csv)" },
      { name: "fields", value: "LIST", text: "only these fields (default all)" },
      { name: "valid-on", value: "DATE", text: "what held on that day (default today)" },
      { name: "known-at", value: "TIME", text: "as it was known at that instant (default now)" },
      data,
    ],
    load: () => import("./commands/registry-export.ts"),
  },
  {
    name: "calendar due",
    summary: "the day on which a time of working days ends, explained day by day",
    options: [
      { name: "from", value: "DATE", text: "the day it begins (YYYY-MM-DD), which does not count", required: true },
      { name: "days", value: "N", text: "working days", required: true },
      { name: "jurisdiction", value: "NAME", text: "whose calendar (default cn)" },
    ],
    load: () => import("./commands/calendar-due.ts"),
  },
  {
    name: "id check",
    summary: "check identity numbers; ends with 1 if any is invalid",
    args: { text: "NUMBER…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [{ name: "kind", value: "KIND", text: "uscc (unified social credit code) or resident-id", required: true }],
    load: () => import("./commands/id-check.ts"),
  },
  {
    name: "decision evaluate",
    summary: "evaluate a DMN file: JSON in, JSON out",
    args: { text: "FILE.dmn", least: 1, most: 1 },
    options: [
      { name: "decision", value: "NAME", text: "one decision or decision service (default all)" },
      { name: "input", value: "FILE", text: 'a JSON object of inputs, "-" for standard input (default none)' },
    ],
    load: () => import("./commands/decision-evaluate.ts"),
  },
  {
    name: "procedure export",
    summary: "draw a procedure as BPMN 2.0, with its layout",
    detail:
      "PACK is the id of a pack in packs/, a folder (with only procedure.yaml, if you like) or the file. Imported again it is the same procedure.",
    args: { text: "PACK", least: 1, most: 1 },
    options: [
      { name: "lang", value: "LANG", text: "the language of its words: zh or en (default zh)" },
      { name: "city", value: "DIR", text: "the city whose posts its lanes are named after (default city/)" },
      data,
    ],
    load: () => import("./commands/procedure-export.ts"),
  },
  {
    name: "procedure import",
    summary: "read a BPMN 2.0 drawing as the beginning of a procedure.yaml",
    detail: "Elements outside of the subset (docs/bpmn.md) are refused by type, id and line; it ends with 1 then.",
    args: { text: "FILE.bpmn", least: 1, most: 1 },
    options: [],
    load: () => import("./commands/procedure-import.ts"),
  },
  {
    name: "pack check",
    summary: "check packs: every problem with file and line",
    detail: "Checks that a pack holds together, that every case of it can end, and that it fits the city, its registers and the law.",
    args: { text: "DIR…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [{ name: "city", value: "DIR", text: "the city that the packs are for (default city/)" }, data],
    load: () => import("./commands/pack-check.ts"),
  },
  {
    name: "pack test",
    summary: "run the worked cases of packs",
    args: { text: "DIR…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [{ name: "city", value: "DIR", text: "the city that the packs are for (default city/)" }, data],
    load: () => import("./commands/pack-test.ts"),
  },
  {
    name: "pack publish",
    summary: "publish packs: new cases begin under them, running cases go on under theirs",
    detail: "A pack that does not pass its check or its worked cases is not published.",
    args: { text: "DIR…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [{ name: "city", value: "DIR", text: "the city that the packs are for (default city/)" }, data],
    load: () => import("./commands/pack-publish.ts"),
  },
  {
    name: "pack move",
    summary: "move running cases to a newer version of their pack",
    detail:
      "The map is YAML or JSON: {pack, from, to, stages, tasks}; versions or hashes, old name to new name. Ends with 1 if a case has to stay. Run again, it goes on with what is left.",
    options: [
      { name: "map", value: "FILE", text: "what becomes of stages and tasks", required: true },
      { name: "dry-run", text: "say what would become of every case and task, and change nothing" },
      data,
    ],
    load: () => import("./commands/pack-move.ts"),
  },
  {
    name: "dataset check",
    summary: "check data packages: datapackage.json, and each table against its schema",
    detail: "Every problem by resource, row and column. Nothing outside the folders is opened, and nothing is fetched.",
    args: { text: "DIR…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [],
    load: () => import("./commands/dataset-check.ts"),
  },
  {
    name: "dataset publish",
    summary: "publish a data package as a dataset of an agency",
    detail: "The package says of itself what a dataset needs: the member errand of datapackage.json, see docs/open-data.md.",
    args: { text: "DIR", least: 1, most: 1 },
    options: [{ name: "agency", value: "ID", text: "the agency that publishes it", required: true }, data],
    load: () => import("./commands/dataset-publish.ts"),
  },
  {
    name: "dataset withdraw",
    summary: "withdraw a data package: its page and files say that it is gone, and why",
    detail: "A steward of the agency's registers does the same by a page. A dataset of a register is withdrawn by its steward alone.",
    args: { text: "DATASET", least: 1, most: 1 },
    options: [
      { name: "agency", value: "ID", text: "the agency that published it", required: true },
      { name: "why-zh", value: "WORDS", text: "why, in Chinese, for everybody", required: true },
      { name: "why-en", value: "WORDS", text: "why, in English, for everybody", required: true },
      data,
    ],
    load: () => import("./commands/dataset-withdraw.ts"),
  },
  {
    name: "verify",
    summary: "check receipts and licences, offline",
    detail: "Ends with 0 only if everything holds. Without --status revocation is not checked, and it says so.",
    args: { text: "FILE…", least: 1, most: Number.POSITIVE_INFINITY },
    options: [
      { name: "key", value: "FILE", text: "the key that is trusted: a verifier-key line or PEM (default: the data directory's own)" },
      { name: "status", value: "FILE", text: "the status list, as served under the address that the licence names" },
      data,
    ],
    load: () => import("./commands/verify.ts"),
  },
  {
    name: "token",
    summary: "make a bearer token for the API, or list who may have one",
    options: [
      { name: "as", value: "ID", text: "an officer's or a party's id, or the name that it signs in by" },
      { name: "list", text: "list who may have one" },
      data,
    ],
    load: () => import("./commands/token.ts"),
  },
];
