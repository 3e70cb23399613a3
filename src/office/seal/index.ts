// Front door: seals applied by their keepers, the register of their uses, and what anyone may check.
export { authorityOf, type SealState } from "./authority.ts";
export { type KeeperWanted, keepingPosts, namedKeepers, nameKeeper, type SealKeeper, sealKeepers } from "./keepers.ts";
export { recordFinding } from "./record.ts";
export { officeOf, type SealGround } from "./seal.ts";
export { listPath, serveSealStatuses } from "./status.ts";
export { changeSeal, type SealChange, type SealFigure, type SealUse, sealChanges, sealFigures, sealUses } from "./uses.ts";
