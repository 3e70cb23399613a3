// Names that may stand in a procedure, made of what a drawing calls its parts.
import { isKey } from "../procedure/index.ts";

const reserved = ["any", "all", "none", "otherwise", "back", "constructor", "system", "applicant", "done"];
const letters: Readonly<Record<string, string>> = { æ: "ae", ø: "oe", å: "aa", ß: "ss", œ: "oe", ł: "l", đ: "d" };

/** A name in the letters of the syntax; nothing where none of them is in it. */
export function slugOf(text: string): string | undefined {
  const plain = text
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[æøåßœłđ]/g, (letter) => letters[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return isKey(plain) ? plain : undefined;
}

/** Gives out names, each once. */
export class Names {
  readonly #given = new Set<string>();

  /** True if the name was still free; it is taken now. */
  take(name: string): boolean {
    if (this.#given.has(name)) return false;
    this.#given.add(name);
    return true;
  }

  /** The first of the texts that makes a name, with a number where it is taken. */
  of(texts: readonly string[], otherwise: string): string {
    const base = texts.map(slugOf).find((slug) => slug !== undefined && !reserved.includes(slug)) ?? otherwise;
    for (let n = 1; ; n++) {
      const name = n === 1 && !reserved.includes(base) ? base : `${base}-${n}`;
      if (this.take(name)) return name;
    }
  }
}

/** Who a lane stands for: a post where it is called like one, else a role that the pack binds to somebody. */
export function doerOfLane(name: string, id: string): string {
  const bare = name.trim().toLowerCase();
  if (bare === "applicant" || name === "申请人") return "applicant";
  if (/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(name)) return name;
  return slugOf(name) ?? slugOf(id) ?? OFFICER;
}

/** The role of whoever does what no lane says. */
export const OFFICER = "officer";
