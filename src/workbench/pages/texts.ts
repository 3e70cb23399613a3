// Texts of official documents: read, compared, written, commented on.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { bodyLimit } from "../../platform/http/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, work } from "../doors.ts";
import { routes } from "../routes.ts";
import { atText } from "../shown-at.ts";
import { staff } from "../staff.ts";
import { comment, settle } from "../text/comment.ts";
import { comparePage } from "../text/compare.tsx";
import { importText, textFile } from "../text/file.ts";
import { textPage } from "../text/read.tsx";
import { versionsPage } from "../text/versions.tsx";
import { giveUp, keep, mostWritten, write, writePage } from "../text/write.tsx";

export function textPages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.text.pattern, staff(context, read, textPage));
  app.get(routes.textVersions.pattern, staff(context, read, versionsPage));
  app.get(routes.compareTexts.pattern, staff(context, read, comparePage));
  app.get(routes.textFile.pattern, staff(context, read, textFile));
  app.get(routes.writeText.pattern, staff(context, work, writePage));
  app.post(routes.writeText.pattern, bodyLimit(mostWritten), staff(context, work, write));
  app.post(routes.workingText.pattern, bodyLimit(mostWritten), staff(context, work, keep));
  app.post(routes.dropWorking.pattern, staff(context, work, giveUp));
  app.post(routes.importText.pattern, bodyLimit("upload"), staff(context, work, importText));
  app.post(routes.commentText.pattern, staff(context, work, comment));
  app.post(routes.settleComment.pattern, staff(context, work, settle));
  for (const { pattern } of [routes.workingText, routes.dropWorking, routes.importText, routes.commentText, routes.settleComment])
    app.get(pattern, atText);
}
