// Front door: the pages of staff and of administration.
import { Hono } from "hono";
import { type HttpEnv, toLanguage } from "../platform/http/index.ts";
import { scriptPattern, serveScripts } from "../platform/script/index.ts";
import type { WorkbenchContext } from "./context.ts";
import { viewerScript, viewerStyle } from "./drawing/viewer.ts";
import { inboxScript, keysScript, pickerScript } from "./island.ts";
import { adminPages } from "./pages/admin.ts";
import { archivePages } from "./pages/archive.ts";
import { casePages } from "./pages/cases.ts";
import { newsPages } from "./pages/news.ts";
import { officePages } from "./pages/office.ts";
import { registerPages } from "./pages/registers.ts";
import { sharingPages } from "./pages/sharing.ts";
import { textPages } from "./pages/texts.ts";
import { workPages } from "./pages/work.ts";
import { editorScript } from "./text/editor-script.ts";

export type { CasePart, CaseSheet } from "./case/part.ts";
export { caseParts } from "./case/parts.ts";
export type { Bench, Health, WorkbenchContext } from "./context.ts";

const sections = [workPages, newsPages, casePages, textPages, sharingPages, archivePages, registerPages, officePages, adminPages];

/** The workbench under `/:lang/workbench`; mount it at the root, behind the floor's middlewares. */
export function createWorkbench(context: WorkbenchContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(scriptPattern, serveScripts([keysScript, inboxScript, pickerScript, editorScript, viewerScript, viewerStyle]));
  app.get("/workbench", toLanguage());
  app.get("/workbench/*", toLanguage());
  for (const pages of sections) pages(app, context);
  return app;
}
