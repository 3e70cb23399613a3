// Articles of law, named as lawyers name them and opened to be read.
import type { Desk } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Details, usePage, useSay } from "../../platform/page/index.ts";

/** An article with its name in full. */
export interface Article {
  readonly id: string;
  readonly name: Text;
  readonly text: string | undefined;
}

const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 42 → 四十二; for the numbers that articles have. */
export function chineseNumber(n: number): string {
  if (n >= 1000) return String(n);
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor((n % 100) / 10), n % 10];
  const head = hundreds > 0 ? `${digits[hundreds]}百` : "";
  if (tens === 0) return ones === 0 ? head : `${head}${hundreds > 0 ? "零" : ""}${digits[ones]}`;
  return `${head}${tens === 1 && hundreds === 0 ? "" : digits[tens]}十${digits[ones]}`;
}

/** The article that a pack cites as `law/number`; where it is not at hand its number alone is named. */
export function articleOf(desk: Pick<Desk, "article">, id: string): Article {
  const found = desk.article(id);
  const [law = "", number = ""] = id.split("/");
  const [main = "", ...parts] = number.split("-");
  const zh = `第${chineseNumber(Number(main))}条${parts.map((part) => `之${chineseNumber(Number(part))}`).join("")}`;
  const title = found?.title ?? { zh: law, en: law };
  return { id, name: { zh: `《${title.zh}》${zh}`, en: `${title.en}, Article ${number.replaceAll("-", ".")}` }, text: found?.text };
}

export function Articles({ articles }: { articles: readonly Article[] }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <>
      {articles.map((one) =>
        one.text === undefined ? (
          <p key={one.id} class="e-article">
            {s(one.name)}
          </p>
        ) : (
          <Details key={one.id} summary={one.name}>
            {one.text
              .trim()
              .split("\n")
              .map((paragraph) => (
                <p key={paragraph} {...(lang === "zh" ? {} : { lang: "zh-CN" })}>
                  {paragraph}
                </p>
              ))}
          </Details>
        ),
      )}
    </>
  );
}
