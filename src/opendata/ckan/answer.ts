// What an action comes to, and how CKAN says so: {help, success, result} or {help, success, error}.

/** Why an action was refused, in CKAN's kinds. */
export type Refusal =
  | { readonly kind: "Validation Error"; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: "Search Query Error"; readonly why: string }
  | { readonly kind: "Not Found Error" };

/** Thrown by an action's reading of its parameters, caught where it is called: the only way out of an action but its result. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

export const invalid = (field: string, why: string): Refused => new Refused({ kind: "Validation Error", fields: { [field]: why } });
export const badQuery = (why: string): Refused => new Refused({ kind: "Search Query Error", why });
export const notFound = (): Refused => new Refused({ kind: "Not Found Error" });

/** The status and the `error` member of a refusal. */
export function errorOf(refusal: Refusal): { readonly status: 400 | 404 | 409; readonly error: Record<string, unknown> } {
  switch (refusal.kind) {
    case "Validation Error":
      return {
        status: 409,
        error: { __type: refusal.kind, ...Object.fromEntries(Object.entries(refusal.fields).map(([field, why]) => [field, [why]])) },
      };
    case "Search Query Error":
      return { status: 400, error: { __type: refusal.kind, message: `Search Query is invalid: ${refusal.why}` } };
    case "Not Found Error":
      return { status: 404, error: { __type: refusal.kind, message: "Not found" } };
  }
}
