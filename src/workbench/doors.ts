// The doors that the workbench's pages stand behind.
import type { Door } from "./staff.ts";

export const read: Door = { scope: "cases:read" };
export const work: Door = { scope: "tasks" };
export const words: Door = { scope: "cases:write" };
export const admin: Door = { scope: "cases:read", right: "administer" };
export const keeper: Door = { scope: "cases:read", right: ["administer", "administer-agency"] };
