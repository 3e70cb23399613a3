// One year's published holidays and make-up workdays, as a data file holds them.
import { z } from "zod";

export const yearFile = z.object({
  year: z.number().int().min(1949).max(2200),
  /** Addresses of the notices; empty while none is published, and then the year is provisional. */
  papers: z.array(z.string()),
  days: z.array(z.object({ name: z.string().min(1), date: z.iso.date(), isOffDay: z.boolean() })),
});

/** A year's file. Days at its edge may lie in the neighbouring year: the notice for 2019 moved a workday to 2018-12-29. */
export type YearFile = z.infer<typeof yearFile>;
