/** The entry of a record under a name that came from outside: what every object inherits is no entry. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
