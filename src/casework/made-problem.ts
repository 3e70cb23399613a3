// Why a document or a record could not be made, in words for the officer who tried; a character that no font has is named.
import type { Text } from "../platform/i18n/index.ts";
import type { MadeProblem } from "./documents.ts";

export function madeProblemText(problem: MadeProblem): Text {
  if ("text" in problem) return problem.text;
  if (problem.kind === "missing-glyph") {
    const shown = problem.characters.map((one) => `“${one}”（U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}）`).join("、");
    const places = "where" in problem ? [...new Set(problem.where.map(({ place }) => place.zh))].join("、") : "";
    const placesEn = "where" in problem ? [...new Set(problem.where.map(({ place }) => place.en))].join(", ") : "";
    return {
      zh: `没有字体收录${shown}${places === "" ? "" : `（在${places}）`}。请管理员把含有这些字的字体放入字体目录，或者改用其他字。`,
      en: `No installed font has ${shown}${placesEn === "" ? "" : ` (in ${placesEn})`}. Put a font that has it into the fonts folder, or write another character.`,
    };
  }
  return { zh: "文件没有制作成功：排版出错。请联系系统管理员。", en: "The document could not be laid out. Tell the administrator." };
}
