// Which characters a text may hold. What cannot be seen and could mislead a reader is refused by name, never dropped silently.

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const refused =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what they are looked for with
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first character that a text may not hold, as U+XXXX: controls, changes of direction, halves of a pair. */
export function refusedCharacter(text: string): string | undefined {
  const found = refused.exec(text)?.[0];
  return found === undefined ? undefined : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Line breaks and tabs within a paragraph become one blank. */
export const withoutBreaks = (text: string): string => text.replaceAll(breaks, " ");
