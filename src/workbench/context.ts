// What the workbench works with, and what each of its pages is given.
import type { Pool } from "pg";
import type { Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Laws } from "../law/index.ts";
import type { Live } from "../notices/index.ts";
import type { Directory } from "../organisation/index.ts";
import type { Http } from "../platform/http/index.ts";
import type { Lang, Text } from "../platform/i18n/index.ts";
import type { PageSetting } from "../platform/page/index.ts";
import type { CasePart } from "./case/part.ts";

/** How one part of the installation is doing. */
export interface Health {
  readonly name: Text;
  readonly ok: boolean;
  readonly detail: Text;
}

export interface WorkbenchContext {
  readonly desk: Desk;
  /** Who asks: by bearer token, else by session, else nobody. */
  actorOf(c: Http): Promise<Actor>;
  /** The jobs pool, for administration's look at the queue. */
  readonly jobs: Pool;
  health(): Promise<readonly Health[]>;
  /** Laws against which administration checks packs; without them no check is shown. */
  readonly laws?: Laws;
  /** Inboxes as they change; without it the workbench looks by itself while a page stands open. */
  readonly live?: Live;
  /** There is a server that mail goes out by. */
  readonly mail?: boolean;
  /** The parts of the case page in their order; modules add theirs. */
  readonly parts?: readonly CasePart[];
}

export type Staff = Extract<Actor, { kind: "officer" }>;

/** One request of one officer. */
export interface Bench {
  readonly context: WorkbenchContext;
  readonly desk: Desk;
  readonly officer: Staff;
  readonly directory: Directory;
  readonly lang: Lang;
  readonly setting: PageSetting;
  /** The instant at which the page is made. */
  readonly now: number;
}
