// Stored files: written as a stream, whole or not at all, addressed by a random id. What is stored is what it is given:
// who stores something personal seals it on the way (`transform`).
export { type ContentKind, kindOf } from "./kind.ts";
export { type FileStore, openFileStore, type StoreOptions, type StoreResult } from "./store.ts";
