/**
 * What a person typed, as the identifier is stored and compared: full-width characters made half-width, spaces and
 * hyphens removed, letters made capital. Forms tidy before they check, so that one number is never kept in two spellings.
 */
export const tidyIdentifier = (typed: string): string =>
  // Most are tidy already, and many are looked up at once.
  /^[0-9A-Z]*$/.test(typed)
    ? typed
    : typed
        .normalize("NFKC")
        .replace(/[\s\p{Pd}]/gu, "")
        .toUpperCase();
