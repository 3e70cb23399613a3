// What every file of this project calls things by: keys, and words in both languages.
import { z } from "zod";

/** A key: `^[a-z][a-z0-9-]*$`. A reader that explains shapes to people does so by the message. */
export const key = z.string().regex(/^[a-z][a-z0-9-]*$/, "key");
/** Words in both languages, neither of them empty. */
export const text = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
