// The rules about the whole: every stage can be reached, and an end from every stage, along the routes as they are drawn.
import type { Report } from "./check.ts";
import type { Key, Model } from "./model.ts";
import { own } from "./own.ts";

export function checkReach(model: Model, report: Report): void {
  const targets = (key: Key) => own(model.stages, key)?.routes.map((route) => route.to) ?? [];
  const reached = new Set([model.start]);
  for (const key of reached) for (const to of targets(key)) reached.add(to);

  const ending = new Set(Object.keys(model.ends));
  for (let grew = true; grew; ) {
    const found = Object.keys(model.stages).filter((key) => !ending.has(key) && targets(key).some((to) => ending.has(to)));
    for (const key of found) ending.add(key);
    grew = found.length > 0;
  }
  for (const key of Object.keys(model.stages)) {
    if (!reached.has(key)) report(`stages/${key}`, "unreachable", key);
    if (!ending.has(key)) report(`stages/${key}`, "no-end-from", key);
  }
  const named = new Set(Object.keys(model.stages).flatMap(targets));
  for (const key of Object.keys(model.ends)) if (!named.has(key) && key !== "withdrawn") report(`ends/${key}`, "unused-end", key);
}
