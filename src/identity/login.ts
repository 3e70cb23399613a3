import type { Keyring } from "../platform/crypto/index.ts";

/** A name typed at sign-in, as it is compared: an officer's id, an identifier, a phone, a chosen name. */
export const tidyLogin = (typed: string): string => typed.normalize("NFKC").replace(/\s/g, "").toLowerCase();

export const loginBlind = (keys: Keyring, login: string): Buffer => keys.blind("login", tidyLogin(login));
