// Reading: one's conversations about a case, or all of them; the first reading of each message is entered in the case.
import { agencyOf, type Desk, enterBeside, type Loaded, mayRead, messageSecrets } from "../casework/index.ts";
import { markRead, officerReceiver } from "../notices/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type AttachedTitle, attachable } from "./attached.ts";
import { type Officer, partsOf } from "./send.ts";

export interface Reading {
  readonly officer: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Message {
  readonly id: string;
  readonly thread: string;
  readonly sender: string;
  readonly post: string;
  readonly at: number;
  /** `officer:<id>`, `post:<agency/post>`. */
  readonly to: readonly string[];
  readonly text: string;
  /** Documents and files of the case that went with it. */
  readonly attached: readonly AttachedTitle[];
  /** Who read it, the first one first. */
  readonly readings: readonly Reading[];
  /** Meant for this reader, and not yet read by them. */
  readonly unread: boolean;
}

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly thread: string;
  readonly sender: string;
  readonly post: string;
  readonly at: number;
  readonly receivers: string[];
  readonly readings: Reading[] | null;
}

/** Messages about a case in conversations that the officer takes part in, the oldest first; the text is opened for nobody else. */
export async function messagesOf(desk: Desk, officer: Officer, loaded: Loaded, thread?: string): Promise<readonly Message[]> {
  const parts = partsOf(officer);
  const { rows } = await desk.pool.query<Row>(
    `select m.id, m.seq, m.thread, m.sender, m.post, m.at,
       (select array_agg(r.receiver order by r.receiver) from messages.receiver r where r.message = m.id) receivers,
       (select jsonb_agg(jsonb_build_object('officer', g.officer, 'at', round(date_part('epoch', g.at) * 1000)) order by g.at, g.officer)
        from messages.reading g where g.message = m.id) readings
     from messages.message m
     where m.case_id = $1 and ($3::uuid is null or m.thread = $3)
       and exists (select from messages.part p where p.thread = m.thread and p.receiver = any ($2::text[]))
     order by m.at, m.seq limit 1000`,
    [loaded.row.id, parts, thread ?? null],
  );
  const said = await messageSecrets(
    desk,
    loaded,
    rows.map(({ seq }) => seq),
  );
  const attaches = [...said.values()].some(({ attached }) => attached !== undefined);
  const there = attaches ? await attachable(desk, { loaded }) : [];
  return rows.map(({ receivers, readings, seq, ...row }) => ({
    ...row,
    to: receivers,
    text: said.get(seq)?.text ?? "",
    attached: (said.get(seq)?.attached ?? []).flatMap(({ kind, no }) => there.find((one) => one.kind === kind && one.no === no) ?? []),
    readings: readings ?? [],
    unread:
      row.sender !== officer.id && receivers.some((one) => parts.includes(one)) && !readings?.some((one) => one.officer === officer.id),
  }));
}

/** Enters the first reading of these messages by the officer; answers how many it was the first for. Lines of the inbox count as read with it. */
export async function readMessages(
  desk: Desk,
  officer: Officer,
  loaded: Loaded,
  messages: readonly Pick<Message, "id" | "unread">[],
): Promise<number> {
  let entered = 0;
  for (const { id } of messages.filter(({ unread }) => unread)) {
    const done = await enterBeside<{ readonly ok: true }>(desk, loaded.row.id, {
      actor: officer,
      type: "read",
      command: readingId(desk, id, officer.id),
      request: desk.digestRequest(officer, { case: loaded.row.id, read: id }),
      prepare: async (_, now, seq) => ({
        ok: true,
        happening: { type: "noted", kind: "read", text: id },
        reply: { ok: true as const },
        also: async (client) => {
          await client.query(
            "insert into messages.reading (message, officer, at, seq) values ($1, $2, to_timestamp($3 / 1000.0), $4) on conflict do nothing",
            [id, officer.id, now, seq],
          );
          // The one who wrote it sees that it was read.
          await client.query("select pg_notify('errand_inbox', '')");
        },
      }),
    });
    if (done.ok && !done.repeated) entered += 1;
  }
  await markRead(desk, officerReceiver(officer.id), { case: loaded.row.id, kind: "message" }, desk.now());
  return entered;
}

/** The same reading has the same id: entered once. */
function readingId(desk: Pick<Desk, "keys">, message: string, officer: string): string {
  const bytes = desk.keys.blind("message readings", `${message}:${officer}`).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A conversation, as a line of a list. */
export interface Thread {
  readonly thread: string;
  readonly case_id: string;
  readonly number: string;
  readonly service: Text;
  /** Epoch milliseconds. */
  readonly last_at: number;
  readonly messages: number;
  readonly unread: number;
  /** Who wrote last. */
  readonly sender: string;
  readonly parts: readonly string[];
}

/** The conversations that the officer takes part in, the latest first; those about cases that the officer may no longer read are left out. */
export async function threadsOf(
  desk: Desk,
  officer: Officer,
  page: { readonly limit: number; readonly place?: { readonly at: number; readonly thread: string } | undefined; readonly back?: boolean },
): Promise<readonly Thread[]> {
  const parts = partsOf(officer);
  const [beyond, order] = page.back === true ? [">", "asc"] : ["<", "desc"];
  const { rows } = await desk.pool.query<
    Omit<Thread, "service"> & {
      readonly pack_hash: Buffer;
      readonly agency: string;
      readonly posts: string[] | null;
      readonly roles: Readonly<Record<string, string>> | null;
      readonly pack: string;
    }
  >(
    `select x.thread, x.case_id, x.last_at, c.number, c.pack_hash, c.agency, c.pack, s.messages, s.unread, s.sender,
       (select array_agg(distinct t.post) from casework.task t where t.case_id = c.id) posts,
       case when c.party_blind is null and c.parent is null then c.run->'roles' end roles,
       (select array_agg(p.receiver order by p.receiver) from messages.part p where p.thread = x.thread) parts
     from (
       select distinct on (y.last_at, y.thread) y.* from unnest($1::text[]) r
       cross join lateral (
         select p.thread, p.case_id, p.last_at from messages.part p
         where p.receiver = r and ($2::timestamptz is null or (p.last_at, p.thread) ${beyond} ($2::timestamptz, $3::uuid))
         order by p.last_at ${order}, p.thread ${order} limit $4) y
       order by y.last_at ${order}, y.thread ${order} limit $4
     ) x
     join casework.case c on c.id = x.case_id
     cross join lateral (
       select count(*)::int messages, (array_agg(m.sender order by m.at desc, m.seq desc))[1] sender,
         count(*) filter (where m.sender <> $5
           and exists (select from messages.receiver r where r.message = m.id and r.receiver = any ($1::text[]))
           and not exists (select from messages.reading g where g.message = m.id and g.officer = $5))::int unread
       from messages.message m where m.thread = x.thread) s
     order by x.last_at ${order}, x.thread ${order}`,
    [parts, page.place === undefined ? null : new Date(page.place.at).toISOString(), page.place?.thread ?? null, page.limit, officer.id],
  );
  const lines = await Promise.all(
    rows.map(async ({ pack_hash, posts, roles, agency, pack, ...row }) => {
      const agencies = new Set([...(posts ?? []).flatMap((post) => agencyOf(post) ?? []), ...Object.values(roles ?? {})]);
      const subject = { agency, agencies, party: false, pack };
      const { title } = (await desk.catalogue.pack(pack_hash.toString("hex"))).header;
      return { line: { ...row, service: { zh: title.zh, en: title.en } }, may: mayRead(officer, subject).allowed };
    }),
  );
  return lines.flatMap(({ line, may }) => (may ? [line] : []));
}
