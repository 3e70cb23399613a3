// The floors of the house: who may import whom.
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { z } from "zod";
import { type Breach, isTest, type Source } from "./sources.ts";

const schema = z.object({
  floors: z.array(z.array(z.string())),
  everywhere: z.array(z.string()),
  pure: z.object({ rooms: z.array(z.string()), refused: z.array(z.string()) }),
});

/** The house's plan. */
export type House = z.infer<typeof schema>;

/** Reads `floors.json`. */
export const readHouse = (): House => schema.parse(JSON.parse(readFileSync(new URL("./floors.json", import.meta.url), "utf8")));

/** The room of a file: `casework`, `engine/procedure`, or a file at the top. */
export function roomOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return (first === "engine" || first === "platform") && path.split("/").length > 2 ? `${first}/${second}` : first;
}

function floorOf(room: string, { floors }: House): number {
  const top = room.split("/")[0] ?? room;
  const named = floors.findIndex((floor) => floor.includes(top));
  return named >= 0 ? named : floors.findIndex((floor) => floor.includes("*"));
}

const statements = /(?:^|\n)\s*(?:import|export)\s(?:[^;"']*?\sfrom\s)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Finds every import that goes up, or past a front door, and every impurity in a pure room. Tests may import anything. */
export function findForbiddenImports(sources: readonly Source[], house: House): readonly Breach[] {
  const found: Breach[] = [];
  for (const { path, text } of sources) {
    if (isTest(path) || !/\.(ts|tsx)$/.test(path)) continue;
    const room = roomOf(path);
    const pure = house.pure.rooms.includes(room.split("/")[0] ?? "");
    for (const match of text.matchAll(statements)) {
      const target = match[1] ?? match[2] ?? "";
      const line = text.slice(0, (match.index ?? 0) + match[0].indexOf(target)).split("\n").length;
      const why = target.startsWith(".")
        ? judge(path, room, posix.join(posix.dirname(path), target), house)
        : pure
          ? impurity(target, house)
          : undefined;
      if (why) found.push({ path, line, why });
    }
    if (!pure) continue;
    for (const [i, line] of text.split("\n").entries()) {
      const clock = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.exec(line.replace(/\/\/.*$|^\s*\*.*$/, ""))?.[0];
      if (clock) found.push({ path, line: i + 1, why: `${room} is pure and may not call ${clock}…)` });
    }
  }
  return found;
}

function judge(path: string, room: string, target: string, house: House): string | undefined {
  if (target.startsWith("..")) return target.endsWith("package.json") ? undefined : `imports ${target}, outside src`;
  const other = roomOf(target);
  if (other === room) return undefined;
  if (!house.everywhere.includes(other) && floorOf(other, house) > floorOf(room, house))
    return `${room} may not import ${other}, which lies above it`;
  const atTop = !target.includes("/");
  if (!atTop && target !== `${other}/index.ts` && target !== `${other}/index.tsx`)
    return `imports ${target} of ${other}: only its index.ts is a front door`;
  return path === target ? "imports itself" : undefined;
}

const impurity = (target: string, { pure }: House) => (pure.refused.includes(target) ? `a pure room may not import ${target}` : undefined);
