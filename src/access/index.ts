// Who may: the shape of every decision, and the rights that posts carry.
export { allow, type Decision, deny, every, hidden, type Status, some } from "./decision.ts";
export { has, isRight, type Right, rights } from "./rights.ts";
