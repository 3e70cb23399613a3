// Canonical JSON, sealing, the keyring. All of it is synchronous: intake passes through here.
export { canonical } from "./canonical.ts";
export { keyedHash, keyedHashOnce, sha256 } from "./digest.ts";
export { type KeyFile, openKeyFile } from "./key-file.ts";
export { caseKey, entryNonce, gramsOf, type Keyring, keyringOf, newCaseKey } from "./keyring.ts";
export { randomBytesOf } from "./random.ts";
export { type Key, open, openJson, seal, sealJson, sealOverhead } from "./seal.ts";
