// Runs the worked cases of packs and renders what they make; each miss with the file and line of its step.
import { isSeq, LineCounter, parseDocument } from "yaml";
import { renderMade, runScenario } from "../casework/index.ts";
import type { Pack, Place } from "../catalogue/index.ts";
import { calendarOf } from "../engine/calendar/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { createRenderer, ownFonts, type RenderProblem } from "../platform/pdf/index.ts";

export interface ScenarioRun {
  readonly pack: string;
  readonly file: string;
  readonly title: Text;
  readonly misses: readonly { readonly line: number; readonly message: Text }[];
}

/** Runs every scenario of every pack. */
export function runScenarios(packs: readonly Pack[], place: Place): readonly ScenarioRun[] {
  const { city } = place.directory;
  const world = { calendar: calendarOf("cn"), zone: city.timeZone, divisions: new Set(city.divisions.map(({ code }) => code)) };
  const renderer = createRenderer({ fontDirs: [ownFonts] });
  const article = (id: string) => {
    const [law = "", number = ""] = id.split("/");
    const found = place.laws.get(law);
    const text = found?.articles[number]?.text;
    return found && { title: found.title, ...(text === undefined ? {} : { text }) };
  };
  return packs.flatMap((pack) =>
    pack.scenarios.map(({ file, scenario }) => {
      const lines = stepLines(pack.files[file] ?? "");
      const { misses, play, parts } = runScenario(pack, scenario, world);
      const within = { renderer, directory: place.directory, article };
      const faults = [...(play ? [play] : []), ...parts].flatMap((one) => renderMade(one, scenario, within));
      return {
        pack: pack.header.id,
        file,
        title: scenario.title,
        misses: [
          ...misses.map(({ step, message }) => ({ line: lines[step - 1] ?? 1, message })),
          ...faults.map(({ template, problem }) => ({ line: 1, message: faultOf(template, problem) })),
        ],
      };
    }),
  );
}

/** The line on which each step begins. */
function stepLines(source: string): number[] {
  const counter = new LineCounter();
  const steps = parseDocument(source, { lineCounter: counter }).get("steps", true);
  if (!isSeq(steps)) return [];
  return steps.items.map((item) => counter.linePos((item as { range?: [number, number, number] }).range?.[0] ?? 0).line);
}

function faultOf(template: string, problem: RenderProblem): Text {
  if (problem.kind === "missing-glyph") {
    return {
      zh: `${template}：字体没有这些字：${problem.characters.join(" ")}`,
      en: `${template}: no font has these characters: ${problem.characters.join(" ")}`,
    };
  }
  return { zh: `${template}：${problem.message}`, en: `${template}: ${problem.message}` };
}
