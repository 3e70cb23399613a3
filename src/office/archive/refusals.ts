// Why something in the archive was not done.
import { type Refused, refused } from "../../casework/index.ts";

export const noFile = refused(404, "not-found", {
  zh: "没有找到这份档案，或您无权查看。请核对档号；确需利用的，可以申请借阅。",
  en: "There is no such file, or you may not see it. Check its number; if you need it, ask to borrow it.",
});
export const notKeeper = refused(403, "forbidden", {
  zh: "只有该单位的档案岗可以办理。",
  en: "Only an archivist of that agency may do this.",
});
export const notApprover = refused(403, "forbidden", {
  zh: "只有该单位的档案岗或负责人可以审批销毁。",
  en: "Only archivists and heads of that agency approve what is destroyed.",
});
export const gone: Refused = refused(410, "destroyed", {
  zh: "这份档案的内容已依法销毁，只剩下目录信息。",
  en: "The content of this file was lawfully destroyed; only its entry in the catalogue remains.",
});
export const noList = refused(404, "not-found", {
  zh: "没有这份销毁清册，或您无权查看。",
  en: "There is no such disposal list, or you may not see it.",
});
export const wrongState = refused(409, "changed", {
  zh: "清册的状态已经变化，请查看最新情况。",
  en: "The list is not in that state any more. Look at it as it is now.",
});
export const secondPerson = refused(409, "four-eyes", {
  zh: "两次批准必须由两个不同岗位的两个人作出；代理他人的，也算被代理的人。",
  en: "The two approvals are given by two persons of different posts; whoever acts for another counts as that one too.",
});

export const field = (pointer: string, zh: string, en: string): Refused =>
  refused(422, "invalid", { zh: "有几处需要改正", en: "Some answers need to be put right" }, [{ pointer, detail: { zh, en } }]);
