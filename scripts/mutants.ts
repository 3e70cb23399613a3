// Small mistakes, one at a time: the operators of mutation testing, applied to the text of a source file.

export interface Mutant {
  file: string;
  line: number;
  /** The line as it was and as it is now; with the file this names the mutant. */
  name: string;
  /** The whole text with the mistake. */
  text: string;
}

/** What is looked for in a line, and what stands there instead. */
const operators: readonly [RegExp, string][] = [
  [/ === /g, " !== "],
  [/ !== /g, " === "],
  [/ && /g, " || "],
  [/ \|\| /g, " && "],
  [/ >= /g, " > "],
  [/ <= /g, " < "],
  [/(?<!=) > (?!=)/g, " >= "],
  [/(?<![<=]) < /g, " <= "],
  [/\.some\(/g, ".every("],
  [/\.every\(/g, ".some("],
  [/Math\.max\(/g, "Math.min("],
  [/Math\.min\(/g, "Math.max("],
  [/\btrue\b/g, "false"],
  [/\bfalse\b/g, "true"],
  [/(?<=[ (])!(?=[a-z(])/g, ""],
  [/ \+ 1\b/g, " + 2"],
  [/ - 1\b/g, " - 2"],
  [/\b1 \+ /g, "0 + "],
  [/\.at\(-1\)/g, ".at(0)"],
  [/ \?\? /g, " && "],
];

/** Whole statements that can be left out: what is recorded, remembered, or returned early. */
const statement = /^\s+(emit|forget|touch|setClocks|noteReceipt|openWaiting|lengthen|checkOnce|checkReach|checkNames)\(.*\);$/;
const guard = /^(\s+)(?:else )?if \((.*)\) (return|continue|delete|report|emit)\b.*;$/;

/** Every mutant of a file, in order of its lines. The same file gives the same mutants. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const lines = source.split("\n");
  return lines.flatMap((line, n) => {
    if (isIdle(line)) return [];
    const changed = [...operators.flatMap(([find, put]) => [...line.matchAll(find)].map((m) => splice(line, m.index, m[0].length, put)))];
    if (statement.test(line) || guard.test(line)) changed.push("");
    return [...new Set(changed)].map((now) => ({
      file,
      line: n + 1,
      name: `${line.trim()}  →  ${now.trim() || "(left out)"}`,
      text: lines.with(n, now).join("\n"),
    }));
  });
}

const splice = (text: string, at: number, length: number, put: string) => text.slice(0, at) + put + text.slice(at + length);

/** Comments, imports and types. */
const isIdle = (line: string): boolean =>
  /^\s*(\/\/|\/?\*|import |export type |export \{|interface |export interface )/.test(line) ||
  /^ {2}[a-z]+\??: [A-Za-z" |[\]<>,{}]+;$/.test(line);
