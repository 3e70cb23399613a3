import type { Text } from "../platform/i18n/index.ts";

/** The pack's text for a key; the checker sees to it that there is one. */
export const name = (texts: Readonly<Record<string, Text>>, key: string): Text => texts[key] ?? { zh: key, en: key };
