// The job that reads what was handed in.
import { z } from "zod";
import { type Desk, searchables } from "../casework/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import { defineJob, type Job } from "../platform/jobs/index.ts";
import { putCases } from "./keep.ts";
import { wordsOfPdf } from "./read-pdf.ts";
import { readingPlace, readingTask } from "./reading.ts";

/** Reads one file; done again, it is the same. */
export const readingJob = (desk: Desk): Job =>
  defineJob(readingTask, z.object({ case: z.uuid(), no: z.number().int().positive() }), async ({ case: id, no }) => {
    const [one] = await searchables(desk, [id]);
    const file = one?.uploads.find((upload) => upload.no === no)?.file;
    if (!one || !file) return;
    const words = await wordsOfPdf(await desk.files.read(file.id, Buffer.from(file.key, "base64")));
    const sealed = one.loaded.cipher.sealBeside(readingPlace(no), words);
    await inTransaction(desk.pool, async (client) => {
      // Where the case was destroyed meanwhile, nothing is there to be written to.
      const { rowCount } = await client.query("update search.reading set sealed = $3 where case_id = $1 and no = $2", [id, no, sealed]);
      if (rowCount === 1) await putCases(desk, client, [one]);
    });
  });
