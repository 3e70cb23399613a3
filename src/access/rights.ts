// Rights that a post may carry beside its tasks. A post without a right has none: they are named in the city's organisation.yaml.
import type { Text } from "../platform/i18n/index.ts";

export const rights = {
  administer: { zh: "管理机构、岗位和运行", en: "Keep agencies, posts and the system's running" },
  "administer-agency": { zh: "管理本部门的岗位和人员", en: "Keep the posts and officers of the agency" },
  "lead-agency": { zh: "安排本部门的工作：休假、代岗、转办", en: "Arrange the agency's work: leave, stand-ins, who goes on with a task" },
  "read-cases": { zh: "查看所有办件", en: "Read every case" },
  supervise: { zh: "督办办件", en: "Supervise cases" },
  "manage-sharing": { zh: "管理数据共享", en: "Manage the sharing of data" },
  "keep-seal": { zh: "保管和使用本机关印章", en: "Keep and use the agency's seal" },
  "manage-archive": { zh: "管理本单位的档案", en: "Keep the agency's archive" },
  "approve-disposal": { zh: "审批本单位档案的销毁", en: "Approve what the agency's archive destroys" },
} as const satisfies Record<string, Text>;

export type Right = keyof typeof rights;

export const isRight = (name: string): name is Right => Object.hasOwn(rights, name);

/** True if the one who holds these rights has this one. */
export const has = (holder: { readonly rights: readonly string[] }, right: Right): boolean => holder.rights.includes(right);
