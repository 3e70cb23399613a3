// Database addresses, one for each of the roles that a process may act in.

/** Connection addresses (`postgres://…`). Only migrations, bulk loads, backups and restores act as the owner. */
export interface DatabaseUrls {
  readonly app: string;
  readonly jobs: string;
  readonly owner: string;
}

/** The address of a database on this machine. */
export const localUrl = (user: string, password: string, port: number, database: string): string =>
  `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** The login name in an address. */
export const loginOf = (url: string): string => decodeURIComponent(new URL(url).username);
