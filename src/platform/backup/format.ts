// What an archive's sections say of themselves.
import { z } from "zod";

export const format = "errand-backup-1";

/** The first section. `pair` is the same in the data archive and its keys archive. */
export const manifestSchema = z.object({
  format: z.literal(format),
  kind: z.enum(["data", "keys"]),
  pair: z.string(),
  /** The same in everything that one installation writes: newer keys of it open older data. */
  series: z.string().optional(),
  /** Keys: until when they may be restored, RFC 3339. */
  until: z.string().optional(),
  /** RFC 3339. */
  at: z.string(),
  /** Names of the applied migrations. */
  migrations: z.array(z.string()),
  /** What the caller adds, e.g. the last checkpoint. */
  about: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The sections after it: a table in COPY's text format, a stored file, a secret, the end. */
export const sectionSchema = z.union([
  z.object({ table: z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) }) }),
  z.object({ file: z.string() }),
  z.object({ secret: z.string() }),
  z.object({
    end: z.object({
      rows: z.record(z.string(), z.number()),
      files: z.number(),
      sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })),
    }),
  }),
]);
export type SectionHeader = z.infer<typeof sectionSchema>;
