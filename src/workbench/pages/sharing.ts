// What agencies share, with each other and with everybody: the catalogue, agreements, refusals, figures, open data.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, work } from "../doors.ts";
import { datasetPage, saveDataset } from "../opendata/dataset.tsx";
import { openDataPage } from "../opendata/list.tsx";
import { packagePage } from "../opendata/package.tsx";
import { withdraw, withdrawPackage, withdrawPackagePage, withdrawPage } from "../opendata/withdraw.tsx";
import { routes } from "../routes.ts";
import { agreementPage } from "../sharing/agreement.tsx";
import { agreementsPage } from "../sharing/agreements.tsx";
import { ask, askPage } from "../sharing/ask.tsx";
import { cataloguePage } from "../sharing/catalogue.tsx";
import { figuresPage } from "../sharing/figures.tsx";
import { figuresFile } from "../sharing/file.ts";
import { refusalsPage } from "../sharing/refusals.tsx";
import { resourcePage } from "../sharing/resource.tsx";
import { staff } from "../staff.ts";

export function sharingPages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.sharing.pattern, staff(context, read, cataloguePage));
  app.get(routes.resource.pattern, staff(context, read, resourcePage));
  app.get(routes.agreements.pattern, staff(context, read, agreementsPage));
  app.get(routes.agreement.pattern, staff(context, read, agreementPage));
  app.get(routes.agreementAsk.pattern, staff(context, read, askPage));
  app.post(routes.agreementAsk.pattern, staff(context, work, ask));
  app.get(routes.refusals.pattern, staff(context, read, refusalsPage));
  app.get(routes.openData.pattern, staff(context, read, openDataPage));
  app.get(routes.openDataset.pattern, staff(context, read, datasetPage));
  app.post(routes.openDataset.pattern, staff(context, work, saveDataset));
  app.get(routes.changeDataset.pattern, staff(context, read, datasetPage));
  app.post(routes.changeDataset.pattern, staff(context, work, saveDataset));
  app.get(routes.withdrawDataset.pattern, staff(context, read, withdrawPage));
  app.post(routes.withdrawDataset.pattern, staff(context, work, withdraw));
  app.get(routes.dataPackage.pattern, staff(context, read, packagePage));
  app.get(routes.withdrawPackage.pattern, staff(context, read, withdrawPackagePage));
  app.post(routes.withdrawPackage.pattern, staff(context, work, withdrawPackage));
  app.get(routes.sharingFile.pattern, staff(context, read, figuresFile));
  app.get(routes.sharingFigures.pattern, staff(context, read, figuresPage));
}
