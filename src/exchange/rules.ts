// Who may ask a register for what: Cedar policies generated from the register's sharing kinds and from agreements in force, parsed
// once for each edition. A decision depends on nothing but the question's own words, so that it is worked out once.
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import type { Register } from "../registry/index.ts";
import type { Agreement } from "./agreement.ts";
import { type Reason, reasonFor } from "./reason.ts";

/** A question as far as the rules see it. */
export interface Asking {
  readonly asker: string;
  /** The officer's post, without the agency; absent where a party or the system asks. */
  readonly post?: string | undefined;
  readonly fields: readonly string[];
  /** The purpose by key: the pack's id. */
  readonly service?: string | undefined;
  /** `YYYY-MM-DD` in the city. */
  readonly day: string;
  /** The person concerned has consented to exactly this, and the consent holds. */
  readonly consented: boolean;
}

/** `by`: `owner`, `unconditional`, `consent`, or the agreement's id. */
export type Verdict = { readonly allowed: true; readonly by: string } | { readonly allowed: false; readonly reason: Reason };

export interface Rules {
  readonly register: Register;
  decide(asking: Asking): Verdict;
}

/** Decisions remembered at most for one edition of one register's rules. */
const mostRemembered = 5000;
let sets = 0;
/** Whose policies were parsed last under a name: an edition that is not current any more may be at work still. */
const standing = new Map<string, object>();

/**
 * The rules of one register under these agreements about it. `name`: parsed policies live under it outside the heap until others come
 * under the same name, so that a register keeps its name through its editions.
 */
export function rulesOf(register: Register, agreements: readonly Agreement[], name = `rules ${sets++}`): Rules {
  const remembered = new Map<string, Verdict>();
  const setFor = (asker: string): string => {
    const id = `${name} ${asker}`;
    if (standing.get(id) === remembered) return id;
    const own = agreements.filter((one) => one.asker === asker);
    const done = preparsePolicySet(id, { staticPolicies: policiesOf(register, own) });
    if (done.type === "failure")
      throw new Error(`the policies of ${register.id} do not parse: ${done.errors.map((one) => one.message).join("; ")}`);
    standing.set(id, remembered);
    return id;
  };
  const decide = (asking: Asking): Verdict => {
    const permitted = permits(register, setFor(asking.asker), asking);
    if (permitted) return { allowed: true, by: permitted };
    return { allowed: false, reason: reasonFor(register, agreements, asking) };
  };
  return {
    register,
    decide: (asking) => {
      const key = JSON.stringify([asking.asker, asking.post, asking.service, asking.day, asking.consented, ...asking.fields]);
      const known = remembered.get(key);
      if (known) return known;
      const verdict = decide(asking);
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, verdict);
      return verdict;
    },
  };
}

/** `2026-11-22` as 20261122: Cedar compares whole numbers. */
const dayNumber = (day: string): number => Number(day.replaceAll("-", ""));

/** What permits it, the plainest ground first; undefined where nothing does or something forbids. */
function permits(register: Register, set: string, { asker, post, fields, service, day, consented }: Asking): string | undefined {
  const answer = statefulIsAuthorized({
    principal: { type: "Agency", id: asker },
    action: { type: "Action", id: "ask" },
    resource: { type: "Register", id: register.id },
    context: {
      fields: [...fields],
      day: dayNumber(day),
      consented,
      ...(service === undefined ? {} : { service }),
      ...(post === undefined ? {} : { post }),
    },
    preparsedPolicySetId: set,
    entities: [],
  });
  if (answer.type === "failure")
    throw new Error(`the rules of ${register.id} cannot be used: ${answer.errors.map((one) => one.message).join("; ")}`);
  const { decision, diagnostics } = answer.response;
  if (decision !== "allow") return undefined;
  const rank = (id: string): number =>
    ["owner", "unconditional"].indexOf(id) + (id.startsWith("agreement ") ? 4 : id === "consent" ? 6 : 1);
  const [first] = [...diagnostics.reason].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return first?.replace(/^agreement /, "");
}

const quoted = (text: string): string => JSON.stringify(text);
const set = (names: readonly string[]): string => `[${names.map(quoted).join(", ")}]`;

/** The fields that are shared on a condition (or freely, or not at all). */
export const fieldsShared = (register: Register, kind: Register["share"]["open"]): readonly string[] =>
  Object.entries(register.fields).flatMap(([name, field]) => (register.share[field.class] === kind ? [name] : []));

/**
 * The Cedar policies of a register towards the agencies of these agreements, by id: what anyone may have, what nobody may have, what
 * each agreement in force allows. An agreement that is suspended or revoked makes no policy.
 */
export function policiesOf(register: Register, agreements: readonly Agreement[]): Record<string, string> {
  const scope = (principal: string) => `(${principal}, action == Action::"ask", resource == Register::${quoted(register.id)})`;
  const owner = `principal == Agency::${quoted(register.owner)}`;
  const free = fieldsShared(register, "unconditional");
  const closed = fieldsShared(register, "none");
  return {
    owner: `permit ${scope(owner)};`,
    ...(free.length > 0 ? { unconditional: `permit ${scope("principal")} when { ${set(free)}.containsAll(context.fields) };` } : {}),
    ...(closed.length > 0
      ? { withheld: `forbid ${scope("principal")} when { ${set(closed)}.containsAny(context.fields) } unless { ${owner} };` }
      : {}),
    consent: `permit ${scope("principal")} when { context.consented };`,
    ...Object.fromEntries(
      agreements
        .filter((one) => one.status === "active")
        .map((one) => [
          `agreement ${one.id}`,
          `permit ${scope(`principal == Agency::${quoted(one.asker)}`)} when { ${covered(one, free)} };`,
        ]),
    ),
  };
}

function covered(one: Agreement, free: readonly string[]): string {
  return [
    `${set([...new Set([...one.fields, ...free])])}.containsAll(context.fields)`,
    `context.day >= ${dayNumber(one.from)}`,
    ...(one.to === undefined ? [] : [`context.day <= ${dayNumber(one.to)}`]),
    ...(one.services === "any" ? [] : [`context has service && ${set(one.services)}.contains(context.service)`]),
    ...(one.posts === undefined ? [] : [`context has post && ${set(one.posts)}.contains(context.post)`]),
  ].join(" && ");
}
