import type { Text } from "../platform/i18n/index.ts";
import type { Laws } from "./format.ts";

/** A cited article as letters and pages show it. `text` is the Chinese wording, absent where it is not at hand. */
export interface Citation {
  readonly id: string;
  readonly title: Text;
  readonly article: string;
  readonly text?: string;
}

export type Standing = "in-force" | "no-text" | "not-yet" | "no-longer" | "unknown-article" | "unknown-law";

/** How an article `law-id/number` stands on a day (`YYYY-MM-DD`). `no-text`: in force, but only its number is at hand. */
export function standing(laws: Laws, cited: string, day: string): Standing {
  const { law, article } = find(laws, cited);
  if (!law) return "unknown-law";
  if (!article) return "unknown-article";
  const span = article["in-force"] ?? law["in-force"];
  if (day < span.from) return "not-yet";
  if (span.to !== undefined && day > span.to) return "no-longer";
  return article.text === undefined ? "no-text" : "in-force";
}

/** Whether the article is in force on that day. */
export function articleInForce(laws: Laws, cited: string, day: string): boolean {
  const now = standing(laws, cited, day);
  return now === "in-force" || now === "no-text";
}

/** The article as it is to be cited; undefined where it is not among the laws. */
export function cite(laws: Laws, cited: string): Citation | undefined {
  const { law, article, number } = find(laws, cited);
  if (!law || !article) return undefined;
  return { id: law.id, title: law.title, article: number, ...(article.text === undefined ? {} : { text: article.text }) };
}

function find(laws: Laws, cited: string) {
  const [id = "", number = ""] = cited.split("/");
  const law = laws.get(id);
  const article = law && Object.hasOwn(law.articles, number) ? law.articles[number] : undefined;
  return { law, article, number };
}
