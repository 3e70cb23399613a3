// Words of the public check of licences, letters and receipts.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "核验文件", en: "Check a document" },
  lead: {
    zh: "证照、公文、文书和受理回执是真是假、有没有改过、现在还有没有效，在这里一查便知。不用登录，文件不会留存。",
    en: "Find out whether a licence, official document, letter or receipt is genuine, unaltered and still valid. No need to sign in; the file is not kept.",
  },
  byFile: { zh: "核验文件", en: "Check the file" },
  file: { zh: "选择证照、公文、文书或者回执", en: "Choose a licence, official document, letter or receipt" },
  fileHint: { zh: "PDF，或者 JSON 格式的回执", en: "A PDF, or a receipt as JSON" },
  paste: { zh: "或者粘贴回执、凭证的内容", en: "Or paste a receipt or credential" },
  pasteHint: { zh: "整段粘贴，不要漏字", en: "All of it, from the first to the last character" },
  doCheck: { zh: "核验", en: "Check" },
  missing: { zh: "请选择要核验的文件，或者粘贴内容。", en: "Choose the file to check, or paste what it holds." },
  tooLarge: { zh: "文件超过 20 MB，不是本平台出具的文件。", en: "The file is larger than 20 MB; none of ours is." },
  byNumber: { zh: "按证照标识查询", en: "Look up a licence" },
  identifier: { zh: "证照标识", en: "Identifier of the licence" },
  identifierHint: {
    zh: "印在二维码旁边。也可以直接扫二维码。",
    en: "It is printed beside the square code; scanning the code leads here as well.",
  },
  identifierMissing: { zh: "请填写证照标识。", en: "Enter the identifier." },
  lookUp: { zh: "查询", en: "Look up" },

  result: { zh: "核验结果", en: "Result" },
  holds: { zh: "文件真实、完整", en: "Genuine and unaltered" },
  fails: { zh: "不能确认为真实、有效", en: "Not confirmed as genuine and valid" },
  holdsText: { zh: "下面每一项都核对过，没有不符。", en: "Each of these was checked and nothing failed." },
  failsText: {
    zh: "标为“不符”的项目没有通过。请不要凭它办事，并向出具部门核实。",
    en: "What is marked “fails” did not pass. Do not rely on it; ask the office that is said to have issued it.",
  },
  yes: { zh: "相符", en: "Holds" },
  no: { zh: "不符", en: "Fails" },
  unknown: { zh: "无法判断", en: "Undecided" },
  another: { zh: "再核验一份", en: "Check another one" },
  offline: {
    zh: "不想上传？用命令行工具 errand verify 可以在自己的电脑上离线核验。",
    en: "You would rather not upload it? The command errand verify checks it on your own computer, offline.",
  },

  licence: { zh: "证照状态", en: "Status of the licence" },
  unknownLicence: { zh: "没有这个标识的证照", en: "There is no licence with this identifier" },
  unknownLicenceText: {
    zh: "请核对标识有没有抄错。如果您手里的证照上印的就是它，这张证照不是这里签发的，请不要相信。",
    en: "Check that it was copied correctly. If your paper does bear it, the paper was not issued here; do not rely on it.",
  },
  status: {
    valid: { zh: "有效", en: "Valid" },
    suspended: { zh: "已暂停", en: "Suspended" },
    revoked: { zh: "已撤销或者注销", en: "Revoked" },
    expired: { zh: "已过期", en: "Expired" },
    "not-yet": { zh: "尚未生效", en: "Not yet in force" },
  },
  meaning: {
    valid: { zh: "这张证照由下面的部门签发，今天有效。", en: "It was issued by the office below and is valid today." },
    suspended: { zh: "这张证照目前暂停使用，不能凭它办事。", en: "It is suspended at present and gives no right." },
    revoked: { zh: "这张证照已经失效，不能凭它办事。", en: "It is no longer in force and gives no right." },
    expired: { zh: "有效期已过，不能凭它办事。", en: "Its time has run out and it gives no right." },
    "not-yet": { zh: "还没有到生效的日期。", en: "Its first day has not come." },
  },
  kind: { zh: "证照", en: "Licence" },
  number: { zh: "证号", en: "Number" },
  issuer: { zh: "签发部门", en: "Issued by" },
  holder: { zh: "持有人", en: "Held by" },
  holderNote: {
    zh: "为保护隐私只显示一部分，请与手里的证照核对。",
    en: "Partly covered to protect privacy; compare it with the licence in hand.",
  },
  issued: { zh: "签发日期", en: "Issued on" },
  validity: { zh: "有效期", en: "Valid" },
  from: (day: string) => ({ zh: `自 ${day} 起，长期有效`, en: `from ${day}, without end` }),
  fromTo: (from: string, to: string) => ({ zh: `${from}至${to}`, en: `from ${from} to ${to}` }),
  checkedAt: { zh: "查询时间", en: "As of" },
  fileToo: { zh: "状态有效，不等于您手里的文件没有改过", en: "A valid status does not mean that the file in hand is unaltered" },
  fileTooText: { zh: "要确认内容一字未改，请核验文件本身。", en: "To be sure of every word, check the file itself." },
} as const;

/** Words with a key for each value are tables of texts. */
export type Status = keyof typeof words.status;

export const kinds = {
  receipt: { zh: "受理回执", en: "Receipt" },
  "receipt-pdf": { zh: "受理回执", en: "Receipt" },
  licence: { zh: "证照", en: "Licence" },
  "official-document": { zh: "公文", en: "Official document" },
  "signed-pdf": { zh: "盖章文书", en: "Signed letter" },
  credential: { zh: "可验证凭证", en: "Verifiable credential" },
  unknown: { zh: "不认识的文件", en: "Unknown file" },
} as const satisfies Messages;
