// Messages between officers, posts and agencies about a case.
export {
  type Attached,
  type AttachedTitle,
  attachable,
  attachedTypes,
  mostAttached,
  readAttached,
} from "./attached.ts";
export { type Choice, receiverChoices } from "./choices.ts";

export { type Conversation, conversationsOf } from "./conversations.ts";
export { type Address, barredText, closedFor, isGrave, type Receiver, receiverOf } from "./policy.ts";
export { type Message, messagesOf, type Reading, readMessages, type Thread, threadsOf } from "./read.ts";
export {
  knownOf,
  messageCase,
  mostReceivers,
  mostWords,
  type NewMessage,
  newMessage,
  partsOf,
  receiverTitle,
  type Sent,
  sendMessage,
  takesPart,
} from "./send.ts";
