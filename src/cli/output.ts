// Where a command's words go: results to standard output, everything else to standard error.
import type { Lang, Text } from "../platform/i18n/index.ts";

/** The two streams, in the reader's language. */
export interface Output {
  readonly lang: Lang;
  /** A line of the result. */
  line(text: string): void;
  /** The result as JSON. */
  json(value: unknown): void;
  /** A line beside the result. */
  note(text: string): void;
  /** A text in the reader's language. */
  say(text: Text): string;
  /** Shows how far long work is, on a terminal only; call `done` when it ends. */
  progress(what: string): { at(done: number, of: number): void; done(): void };
}

/** The reader's language by the usual variables of the environment: Chinese or, for all others, English. */
export const langOf = (env: NodeJS.ProcessEnv): Lang => (/^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "") ? "zh" : "en");

/** The streams of this process. */
export function openOutput(env: NodeJS.ProcessEnv): Output {
  const lang = langOf(env);
  const line = (text: string) => void process.stdout.write(`${text}\n`);
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  return {
    lang,
    line,
    note,
    json: (value) => line(JSON.stringify(value, null, 2)),
    say: (text) => text[lang],
    progress: (what) => {
      if (!process.stderr.isTTY) return { at: () => {}, done: () => {} };
      let last = 0;
      const bar = (done: number, of: number) => {
        const share = of > 0 ? Math.min(1, done / of) : 1;
        process.stderr.write(`\r${what} ${"█".repeat(Math.round(share * 30)).padEnd(30, "░")} ${Math.floor(share * 100)} % `);
      };
      return {
        at: (done, of) => {
          if (Date.now() - last < 100 && done < of) return;
          last = Date.now();
          bar(done, of);
        },
        done: () => void process.stderr.write("\n"),
      };
    },
  };
}
