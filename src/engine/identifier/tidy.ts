/**
 * What a person typed, as the identifier is stored and compared: full-width characters made half-width, spaces and
 * hyphens removed, letters made capital. Forms tidy before they check, so that one number is never kept in two spellings.
 */
export const tidyIdentifier = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\s\p{Pd}]/gu, "")
    .toUpperCase();
