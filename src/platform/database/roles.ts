// The database's own separation of powers: who owns, who commits, who works the queue, who serves.
import type { Client, ClientBase } from "pg";
import { escapeIdentifier, escapeLiteral } from "pg";
import type { Credentials } from "./credentials.ts";
import { DatabaseProblem } from "./problem.ts";
import { type DatabaseUrls, loginOf } from "./urls.ts";

/**
 * The roles that migrations speak of. In an embedded database owner, jobs and app are logins; elsewhere they are
 * groups, and the logins named in the addresses are their members.
 * - `errand_owner` owns every table; migrates, loads, restores
 * - `errand_commit` never logs in; owns the functions that alone may change cases and their history
 * - `errand_jobs` owns the queue
 * - `errand_app` serves: standing tables and those functions
 */
export const roles = { owner: "errand_owner", commit: "errand_commit", jobs: "errand_jobs", app: "errand_app" } as const;

/** Creates roles with their passwords and the database, in a cluster of our own; harmless when repeated. */
export async function ensureLocalRoles(admin: Client, credentials: Credentials, database: string): Promise<void> {
  const present = await admin.query<{ rolname: string }>("select rolname from pg_roles where rolname like 'errand\\_%'");
  const names = new Set(present.rows.map((row) => row.rolname));
  const passwords = { [roles.owner]: credentials.owner, [roles.jobs]: credentials.jobs, [roles.app]: credentials.app };
  for (const [name, password] of Object.entries(passwords)) {
    if (!names.has(name)) await admin.query(`create role ${name} login password ${escapeLiteral(password)}`);
  }
  if (!names.has(roles.commit)) await admin.query(`create role ${roles.commit} nologin`);
  await admin.query(`grant ${roles.commit} to ${roles.owner} with inherit true, set true`);
  await admin.query(`grant ${roles.jobs} to ${roles.owner} with inherit true, set true`);
  const found = await admin.query("select 1 from pg_database where datname = $1", [database]);
  if (found.rowCount === 0) await admin.query(`create database ${escapeIdentifier(database)} owner ${roles.owner}`);
}

/**
 * Sees to it that the roles exist and that the logins of the addresses hold theirs. `client` is connected as the
 * login of the owner's address. Where that login lacks the right, the problem's message carries the SQL that a
 * superuser runs once.
 */
export async function ensureRoles(client: ClientBase, urls: Partial<DatabaseUrls>): Promise<void> {
  const wanted = await missing(client, urls);
  if (wanted.length === 0) return;
  try {
    for (const sql of wanted) await client.query(sql);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    const still = await missing(client, urls);
    throw new DatabaseProblem(
      `The login of DATABASE_OWNER_URL may not set up the roles: let a superuser run this once, then repeat. ${still.map((sql) => `${sql};`).join(" ")}`,
    );
  }
}

/** The statements that are still needed, in order. */
async function missing(client: ClientBase, urls: Partial<DatabaseUrls>): Promise<string[]> {
  const { rows } = await client.query<{ me: string; database: string; names: string[] }>(
    "select session_user::text me, current_database()::text database, (select array_agg(rolname::text) from pg_roles) names",
  );
  const [state] = rows;
  if (!state) throw new Error("the database gave no answer about its roles");
  const names = new Set(state.names);
  const sql: string[] = [];
  for (const role of Object.values(roles)) if (!names.has(role)) sql.push(`create role ${role} nologin`);
  const members: [group: string, member: string][] = [
    [roles.owner, state.me],
    [roles.commit, roles.owner],
    [roles.jobs, roles.owner],
  ];
  if (urls.app) members.push([roles.app, loginOf(urls.app)]);
  if (urls.jobs) members.push([roles.jobs, loginOf(urls.jobs)]);
  for (const [group, member] of members) {
    if (group === member) continue;
    if (!names.has(member) && !Object.values<string>(roles).includes(member)) {
      throw new DatabaseProblem(`The database has no login "${member}": create it with a password, then repeat.`);
    }
    const holds = names.has(group) && names.has(member) && (await isMember(client, group, member));
    if (!holds) sql.push(`grant ${group} to ${escapeIdentifier(member)} with inherit true, set true`);
  }
  const database = escapeIdentifier(state.database);
  for (const role of [roles.owner, roles.jobs]) {
    const may = names.has(role) && (await mayCreate(client, role));
    if (!may) sql.push(`grant create on database ${database} to ${role}`);
  }
  return sql;
}

async function isMember(client: ClientBase, group: string, member: string): Promise<boolean> {
  const { rows } = await client.query<{ holds: boolean }>(
    `select exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
       where g.rolname = $1 and r.rolname = $2 and m.set_option and m.inherit_option) holds`,
    [group, member],
  );
  return rows[0]?.holds === true;
}

async function mayCreate(client: ClientBase, role: string): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>("select has_database_privilege($1, current_database(), 'create') may", [role]);
  return rows[0]?.may === true;
}

/**
 * Refuses a login that could undo the separation of powers: a superuser, one that bypasses row-level security, the
 * owner or any login that may become it (stepping down from a stronger login does not count).
 */
export async function refuseStrongLogin(client: ClientBase, setting: string): Promise<void> {
  const { rows } = await client.query<{ me: string; strong: boolean; member: boolean }>(
    `select session_user::text me, r.rolsuper or r.rolbypassrls or r.rolcreaterole strong,
       exists (select from pg_roles g where g.rolname in ($1, $2) and pg_has_role(session_user, g.oid, 'member')) member
     from pg_roles r where r.rolname = session_user`,
    [roles.owner, roles.commit],
  );
  const [login] = rows;
  if (login && !login.strong && !login.member) return;
  throw new DatabaseProblem(
    `${setting} logs in as "${login?.me}", who ${login?.strong ? "is an administrator of the database" : `may act as ${roles.owner}`}: ` +
      `serve only with logins that hold ${roles.app} and ${roles.jobs} alone.`,
  );
}
