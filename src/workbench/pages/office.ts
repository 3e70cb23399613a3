// Seals and numbers of organs.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, words } from "../doors.ts";
import { numberFile, numberSeriesPage, numbersPage } from "../numbers/page.tsx";
import { routes } from "../routes.ts";
import { sealKeeper } from "../seals/keeper.ts";
import { sealsPage } from "../seals/list.tsx";
import { sealPage, sealState } from "../seals/page.tsx";
import { sealFile } from "../seals/uses.tsx";
import { sealVoid, sealVoidPage } from "../seals/void.tsx";
import { atSeal } from "../shown-at.ts";
import { staff } from "../staff.ts";

export function officePages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.seals.pattern, staff(context, read, sealsPage));
  app.get(routes.seal.pattern, staff(context, read, sealPage));
  app.get(routes.sealFile.pattern, staff(context, read, sealFile));
  app.post(routes.sealState.pattern, staff(context, words, sealState));
  app.get(routes.sealState.pattern, atSeal);
  app.post(routes.sealKeeper.pattern, staff(context, words, sealKeeper));
  app.get(routes.sealKeeper.pattern, atSeal);
  app.get(routes.sealVoid.pattern, staff(context, read, sealVoidPage));
  app.post(routes.sealVoid.pattern, staff(context, words, sealVoid));
  app.get(routes.numbers.pattern, staff(context, read, numbersPage));
  app.get(routes.numberSeries.pattern, staff(context, read, numberSeriesPage));
  app.get(routes.numberFile.pattern, staff(context, read, numberFile));
}
