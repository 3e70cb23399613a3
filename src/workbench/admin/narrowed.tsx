// Long lists of the organisation: the rows in which typed words occur, a page at a time.
import type { Http } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Button, Input, LangText, Pagination } from "../../platform/page/index.ts";
import { text } from "./words.ts";

export const perPage = 40;
const mostWords = 80;

export interface Narrowed<T> {
  /** Those of this page. */
  readonly rows: readonly T[];
  /** How many there are with these words. */
  readonly total: number;
  readonly find: string;
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** The part of a list that the address asks for; a place that is none is the beginning. `said` are the words of a row that can be found. */
export function narrowed<T>(
  c: Http,
  all: readonly T[],
  said: (row: T) => readonly string[],
  to: (query: Record<string, string>) => string,
): Narrowed<T> {
  const find = (c.req.query("find") ?? "").trim().slice(0, mostWords);
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    wanted.length === 0
      ? all
      : all.filter((row) => {
          const words = said(row).join("\n").toLowerCase();
          return wanted.every((one) => words.includes(one));
        });
  const asked = Number(c.req.query("from") ?? 0);
  const from = Number.isSafeInteger(asked) && asked > 0 && asked < found.length ? asked : 0;
  const at = (place: number): string => to({ ...(find === "" ? {} : { find }), ...(place > 0 ? { from: String(place) } : {}) });
  return {
    rows: found.slice(from, from + perPage),
    total: found.length,
    find,
    previous: from > 0 ? at(Math.max(0, from - perPage)) : undefined,
    next: from + perPage < found.length ? at(from + perPage) : undefined,
  };
}

/** The field in which words are typed, and how many rows they find. */
export function Narrowing({ action, label, of }: { action: string; label: Text; of: Narrowed<unknown> }) {
  return (
    <>
      <form method="get" action={action} class="e-filters">
        <Input name="find" label={label} value={of.find} maxlength={mostWords} autocomplete="off" width={20} />
        <div class="e-filters__act">
          <Button kind="second">{text.find}</Button>
        </div>
      </form>
      <p class="e-muted">
        <LangText of={text.found(of.total)} />
      </p>
    </>
  );
}

export const Pages = ({ of: { previous, next } }: { of: Narrowed<unknown> }) => <Pagination previous={previous} next={next} />;
