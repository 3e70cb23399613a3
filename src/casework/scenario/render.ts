// Renders what a scenario made, with the pack's own templates: a faulty template is found before anybody gets a letter.

import { renderedOutputs, type Scenario } from "../../catalogue/index.ts";
import type { Directory } from "../../organisation/index.ts";
import { isoDate } from "../../platform/i18n/index.ts";
import { qrSvg, type Renderer, type RenderProblem } from "../../platform/pdf/index.ts";
import type { Json } from "../facts.ts";
import { claimsOf, letterData } from "../letter-data.ts";
import type { Play } from "./play.ts";

export interface RenderPlace {
  readonly renderer: Renderer;
  readonly directory: Directory;
  article(id: string): { readonly title: { readonly zh: string; readonly en: string }; readonly text?: string } | undefined;
}

/** What could not be rendered: the template, and why. */
export interface RenderMiss {
  readonly template: string;
  readonly problem: RenderProblem;
}

/** Renders every letter and output of a scenario that was run. */
export function renderMade(play: Play, scenario: Scenario, place: RenderPlace): readonly RenderMiss[] {
  const { header } = play.pack;
  const agency = place.directory.agency(header.agency);
  const misses: RenderMiss[] = [];
  const records: Record<string, Record<string, Json>> = {};
  for (const { register, fields } of play.records) records[register] = { ...records[register], ...fields };
  for (const made of play.made) {
    // An official document is made of the case's text, which a scenario has not.
    const spec = [...header.letters, ...renderedOutputs(header)].find(({ id }) => id === made.id);
    if (!spec) continue;
    const output = renderedOutputs(header).find(({ id }) => id === made.id);
    const title = agency?.title ?? { zh: header.agency, en: header.agency };
    const data = letterData({
      pack: play.pack,
      lang: "zh",
      calendar: play.world.calendar,
      zone: play.world.zone,
      case: { id: "00000000-0000-7000-8000-000000000000", number: "20260101-0000-0000", openedAt: made.at },
      agency: { id: header.agency, title, code: agency?.code ?? "" },
      applicant: { kind: scenario.applicant.kind, name: scenario.applicant.name, identifier: scenario.applicant.identifier },
      state: made.state,
      facts: play.facts,
      answers: play.answers,
      evidence: play.evidence,
      records,
      said: made.said,
      marks: Object.values(play.marks).flat(),
      article: place.article,
      task: made.task,
      title: spec.title,
      number: output?.number && "format" in output.number ? output.number.format.replace("{year}", "2026").replace("{n}", "1") : "1",
      at: made.at,
    });
    const day = isoDate(made.at, play.world.zone);
    const licence = output?.kind === "licence" && {
      licence: {
        number: "1",
        identifier: "1",
        type: output.type?.code ?? "0",
        title: output.type?.name ?? output.title,
        issuer: { ...title, code: agency?.uscc ?? "0", uri: "https://errand.example" },
        holder: { name: scenario.applicant.name, identifier: scenario.applicant.identifier, kind: scenario.applicant.kind },
        validFrom: day,
        validTo: output.validity === undefined ? null : day,
        issued: day,
      },
      claims: claimsOf(output.claims, play.answers, play.evidence, records),
      verifyUrl: "https://errand.example/zh/check/1",
      qr: "/qr.svg",
    };
    const rendered = place.renderer.render({
      template: play.pack.templates[spec.template] ?? "",
      files: licence ? { "/qr.svg": qrSvg("https://errand.example/zh/check/1") } : {},
      data: { ...data, ...(licence || {}) },
      standard: licence ? "a-3b" : "a-2b",
      lang: "zh",
      title: spec.title.zh,
      at: made.at,
    });
    if (!rendered.ok) misses.push({ template: spec.template, problem: rendered.problem });
  }
  return misses;
}
