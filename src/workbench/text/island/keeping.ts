// Keeps what is written on the server while it is written, and hears who else writes and whether somebody saved.
import type { Said } from "./words.ts";

export interface Keeping {
  /** Something changed. */
  changed(): void;
  /** It is being saved: nothing more is kept. */
  stop(): void;
}

interface Heard {
  readonly kept: boolean;
  readonly mayWrite: boolean;
  readonly latest: number;
  readonly by: string;
  readonly others: readonly string[];
}

const soon = 1500;
const now_and_then = 45_000;

export function keep({
  url,
  form,
  words,
  status,
  content,
  above,
}: {
  readonly url: string;
  readonly form: HTMLFormElement;
  readonly words: Said;
  readonly status: HTMLElement;
  readonly content: () => string;
  /** The fields above the text, as they would be sent. */
  readonly above: () => readonly (readonly [string, string])[];
}): Keeping {
  const field = (name: string): string => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
  const base = Number(field("base"));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let unkept = false;
  let stopped = false;
  let under_way = false;

  const tell = (lines: readonly string[]): void => {
    const text = lines.join("\n");
    if (status.textContent === text) return;
    status.replaceChildren(
      ...lines.map((line) => {
        const one = document.createElement("p");
        one.textContent = line;
        return one;
      }),
    );
  };
  const send = async (whole: boolean): Promise<void> => {
    if (stopped || under_way) return;
    under_way = true;
    if (whole) unkept = false;
    try {
      const body = new URLSearchParams({ _csrf: field("_csrf"), base: String(base), ...(whole ? { structured: content() } : {}) });
      if (whole) for (const [name, value] of above()) body.append(name, value);
      const answer = await fetch(url, { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      const heard = (await answer.json()) as Heard;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      tell([
        ...(heard.mayWrite ? (heard.kept ? [words.kept(time)] : []) : [words.denied]),
        ...(heard.latest > base ? [words.newer(heard.by, heard.latest)] : []),
        ...heard.others,
      ]);
    } catch {
      if (whole) unkept = true;
      tell([words.away]);
    } finally {
      under_way = false;
    }
    if (unkept) later();
  };
  const later = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void send(true), soon);
  };
  const pulse = setInterval(() => void send(unkept), now_and_then);
  addEventListener("online", () => void send(unkept));
  addEventListener("beforeunload", (event) => {
    if (unkept && !stopped) event.preventDefault();
  });
  return {
    changed: () => {
      unkept = true;
      later();
    },
    stop: () => {
      stopped = true;
      clearTimeout(waiting);
      clearInterval(pulse);
    },
  };
}
