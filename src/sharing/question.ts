// A question of an officer's own to another agency, under an agreement: who may put it, in which post, on which ground.
import type { Desk } from "../casework/index.ts";
import type { Agreement, Answer } from "../exchange/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { agenciesOf } from "./scope.ts";

/** Under which article an agency asks where nothing else is named: to do what the law gives it to do. */
export const ownDuty = "personal-information-law/34";

/** An officer as far as it matters here: posts as `agency/post`. */
interface Asking {
  readonly id: string;
  readonly posts: readonly string[];
}

/** Only officers of the agency that the agreement lets ask. */
export const mayAskUnder = (officer: Pick<Asking, "posts">, { asker }: Pick<Agreement, "asker">): boolean =>
  agenciesOf(officer).includes(asker);

/** The posts in which an officer asks for the agency, without the agency; those that the agreement names first. */
export function postsUnder({ posts }: Pick<Asking, "posts">, agreement: Pick<Agreement, "asker" | "posts">): readonly string[] {
  const own = posts.flatMap((post) => (post.startsWith(`${agreement.asker}/`) ? [post.slice(agreement.asker.length + 1)] : []));
  const named = (post: string): number => (agreement.posts === undefined || agreement.posts.includes(post) ? 0 : 1);
  return [...new Set(own)].sort((a, b) => named(a) - named(b));
}

/** What is asked. */
export interface OwnQuestion {
  /** The field that `key` is held against; any key of the register if absent. */
  readonly by?: string | undefined;
  readonly key: string;
  readonly fields: readonly string[];
  /** The purpose by key: a pack's id. */
  readonly service: string;
  /** The person concerned reads these words. */
  readonly purpose: Text;
  /** One of {@link postsUnder}; the first of them if it is none. */
  readonly post?: string | undefined;
}

/** Puts it; both sides record it, also where it is refused. The officer may ask under this agreement. */
export async function askUnder(
  { exchange }: Pick<Desk, "exchange">,
  officer: Asking,
  agreement: Agreement,
  { by, key, fields, service, purpose, post: wanted }: OwnQuestion,
): Promise<Answer> {
  const posts = postsUnder(officer, agreement);
  const post = posts.find((one) => one === wanted) ?? posts[0];
  return exchange.ask({
    register: agreement.register,
    key,
    by,
    fields,
    purpose,
    service,
    ground: { law: agreement.law ?? ownDuty },
    asker: { agency: agreement.asker, actor: `officer:${officer.id}`, ...(post === undefined ? {} : { post }) },
  });
}
