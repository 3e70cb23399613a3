import type { Pool } from "pg";
import { type Agency, type Directory, type Leave, makeDirectory, type Officer, type Post, type StandIn } from "./directory.ts";
import { type CityFile, cityFile } from "./format.ts";

/** The organisation in the database. */
export interface Organisation {
  /**
   * The directory as it stands now. Kept per process and checked against the database's edition on each call (one look-up by
   * key), so that a change made by another process counts at once. Null before a city was loaded.
   */
  current(): Promise<Directory | null>;
}

export function openOrganisation(app: Pick<Pool, "query">): Organisation {
  let kept: { hash: string; directory: Directory } | undefined;
  return {
    current: async () => {
      const { rows } = await app.query<{ hash: string }>("select encode(hash, 'hex') hash from organisation.edition");
      const hash = rows[0]?.hash;
      if (hash === undefined) return null;
      if (kept?.hash !== hash) kept = await read(app);
      return kept.directory;
    },
  };
}

/** Everything in one statement, hence of one edition. */
async function read(app: Pick<Pool, "query">): Promise<{ hash: string; directory: Directory }> {
  const { rows } = await app.query<{
    hash: string;
    city: CityFile;
    agencies: Agency[];
    posts: Post[];
    officers: Officer[];
    standIns: StandIn[];
    leaves: Leave[];
  }>(`
    select encode(hash, 'hex') hash, city,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a) - 'place' - 'last' || jsonb_build_object('to', a.last)) order by a.place), '[]') from organisation.agency a) agencies,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(p) - 'place' - 'last' || jsonb_build_object('to', p.last)) order by p.place), '[]') from organisation.post p) posts,
      (select coalesce(jsonb_agg(to_jsonb(o) - 'place' || jsonb_build_object('appointments', coalesce((
           select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('post', h.post, 'from', h.first, 'to', h.last)) order by h.first, h.post)
           from organisation.appointment h where h.officer = o.id), '[]')) order by o.place), '[]')
        from organisation.officer o) officers,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', x.id, 'how', x.how, 'post', x.post, 'for', x.giver, 'officer', x.officer,
           'packs', to_jsonb(x.packs), 'from', x.first, 'to', x.last,
           'begins', to_char(x.begins, 'HH24:MI'), 'ends', to_char(x.ends, 'HH24:MI'), 'endedAt', round(date_part('epoch', x.ended_at) * 1000), 'by', x.entered_by))
           order by x.first desc, x.id), '[]') from organisation.acting x) "standIns",
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'officer', l.officer, 'from', l.first, 'to', l.last) order by l.first desc, l.id), '[]')
        from organisation.leave l) leaves
    from organisation.edition`);
  const [row] = rows;
  if (!row) throw new Error("the organisation's edition vanished while it was read");
  const { hash, city, ...roster } = row;
  return { hash, directory: makeDirectory({ city: cityFile.parse(city), edition: hash, ...roster }) };
}
