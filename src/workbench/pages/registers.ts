// Registers and their records.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { bodyLimit } from "../../platform/http/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, work } from "../doors.ts";
import { duplicates, duplicatesPage } from "../registry/duplicates.tsx";
import { exportFile, exportPage } from "../registry/export.tsx";
import { registersPage } from "../registry/list.tsx";
import { loadFile, loadPage } from "../registry/load.tsx";
import { openRecord, recordPage } from "../registry/record.tsx";
import { registerPage, searchPersonal } from "../registry/records.tsx";
import { routes } from "../routes.ts";
import { atRegister } from "../shown-at.ts";
import { staff } from "../staff.ts";

export function registerPages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.registers.pattern, staff(context, read, registersPage));
  app.get(routes.register.pattern, staff(context, read, registerPage));
  app.post(routes.searchRegister.pattern, staff(context, read, searchPersonal));
  app.get(routes.searchRegister.pattern, atRegister);
  app.get(routes.duplicates.pattern, staff(context, read, duplicatesPage));
  app.post(routes.duplicates.pattern, staff(context, work, duplicates));
  app.get(routes.loadRegister.pattern, staff(context, read, loadPage));
  app.post(routes.loadRegister.pattern, bodyLimit("upload"), staff(context, work, loadFile));
  app.get(routes.exportRegister.pattern, staff(context, read, exportPage));
  app.post(routes.exportRegister.pattern, staff(context, read, exportFile));
  app.get(routes.record.pattern, staff(context, read, recordPage));
  app.post(routes.record.pattern, staff(context, read, openRecord));
}
