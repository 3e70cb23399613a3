// Formats that JSON Schema does not know: each is checked after the schema, and says what is wrong in words.
import type { Text } from "../../platform/i18n/index.ts";
import { checkResidentId, checkUscc } from "../identifier/index.ts";

export interface FormatContext {
  /** Today in the city, `YYYY-MM-DD`: nobody is born after it. Without it a birth date may be any. */
  readonly today?: string;
  /** Codes of divisions that are the installation's own. */
  readonly divisions?: ReadonlySet<string>;
}

/** Mobile numbers, fixed lines with area code (and extension), 400 and 95 numbers of mainland China. */
const phone = /^(?:(?:\+?86-?)?1[3-9]\d{9}|(?:\+?86-?)?0[1-9]\d{1,2}-?[2-9]\d{6,7}(?:-\d{1,6})?|400-?\d{3}-?\d{4}|95\d{3,4}|12\d{3})$/;

function checkPhone(number: string): Text | null {
  if (phone.test(number)) return null;
  const digits = number.replace(/\D/g, "").length;
  if (/^1\d*$/.test(number) && digits !== 11) {
    const gap = 11 - digits;
    return {
      zh: `手机号码应为11位，现有${digits}位，${gap > 0 ? `少了${gap}位` : `多了${-gap}位`}，请核对后重新填写。`,
      en: `A mobile number has 11 digits; this one has ${digits}, so ${gap > 0 ? `${gap} ${gap === 1 ? "is" : "are"} missing` : `${-gap} too many`}. Check it and enter it again.`,
    };
  }
  return {
    zh: "电话号码格式不正确。请填写11位手机号码，或者带区号的固定电话，例如010-65551234。",
    en: "This is no telephone number. Enter a mobile number of 11 digits, or a fixed line with its area code, such as 010-65551234.",
  };
}

/** Format → why a text does not keep to it, or null. */
export const ownFormats: Readonly<Record<string, (text: string, context: FormatContext) => Text | null>> = {
  uscc: (text) => checkUscc(text).why,
  "resident-id": (text, { today, divisions }) =>
    checkResidentId(text, { today: today ?? "9999-12-31", ...(divisions ? { divisions } : {}) }).why,
  phone: checkPhone,
  "cn-phone": checkPhone,
};

/** A value that keeps to the format; of nobody. */
export const formatExamples: Readonly<Record<string, string>> = {
  uscc: "91110105MA0000000Y",
  "resident-id": "11010519491231002X",
  phone: "13800138000",
  "cn-phone": "13800138000",
  email: "name@example.com",
  date: "2026-09-24",
  time: "09:30:00Z",
  "date-time": "2026-09-24T09:30:00+08:00",
  uri: "https://example.com/",
  uuid: "0190163d-8694-739b-aea5-966c26f8ad91",
};
