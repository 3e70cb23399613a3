/** A case that the types rule out. */
export function assertNever(value: never): never {
  throw new Error(`unforeseen: ${String(value)}`);
}
