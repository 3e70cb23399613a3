// Unified social credit codes of legal entities and other organisations, GB 32100-2015.
import { invalid, type Verdict, valid } from "./verdict.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** Registering department, class, six digits of the division, nine characters of the organisation, in that order. */
const body = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}$/;

const checkCharacter = (body17: string): string => {
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(body17.charAt(at)), 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
};

/** The whole code for its first seventeen characters; a RangeError if they cannot begin one. */
export function makeUscc(body17: string): string {
  if (!body.test(body17)) throw new RangeError("the first seventeen characters of a unified social credit code are malformed");
  return body17 + checkCharacter(body17);
}

/** Checks one code as written; small letters count as capitals. Nothing else is forgiven: tidy first. */
export function checkUscc(number: string): Verdict {
  const code = number.toUpperCase();
  if (!/^[0-9A-Z]{18}$/.test(code) || code.length !== number.length) {
    return invalid(
      "统一社会信用代码应为 18 位数字或大写字母。请对照营业执照重新填写。",
      "A unified social credit code has 18 digits or capital letters. Copy it again from the business licence.",
    );
  }
  const stray = /[IOSVZ]/.exec(code);
  if (stray) {
    return invalid(
      `第 ${stray.index + 1} 位是字母 ${stray[0]}，代码中不使用 I、O、S、V、Z，可能把数字 1、0、5、2 看成了字母。请对照营业执照检查。`,
      `Character ${stray.index + 1} is the letter ${stray[0]}; the code never uses I, O, S, V or Z. A digit such as 1, 0, 5 or 2 may have been misread. Check it against the business licence.`,
    );
  }
  if (!body.test(code.slice(0, 17))) {
    return invalid(
      "第 3 至 8 位应为数字（登记机关行政区划码）。请对照营业执照检查。",
      "Characters 3 to 8 must be digits (the division of the registering authority). Check them against the business licence.",
    );
  }
  if (code.charAt(17) !== checkCharacter(code)) {
    return invalid(
      "最后一位校验码与前 17 位不符，可能有一位填错或两位颠倒。请对照营业执照逐位检查。",
      "The last character does not fit the other 17: one may be mistyped, or two swapped. Check each against the business licence.",
    );
  }
  return valid;
}
