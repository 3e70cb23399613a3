// Every key of the list of tasks, in words; the question mark leads here.
import { type Http, sendPage } from "../../platform/http/index.ts";
import { BackLink, LangText, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

const keys = [
  ["J", text.keyNext],
  ["K", text.keyPrevious],
  ["G", text.keyFirst],
  ["Shift G", text.keyLast],
  ["Enter", text.keyOpen],
  ["X", text.keySelect],
  ["A", text.keyAll],
  ["T", text.keyTake],
  ["F", text.keyFilter],
  ["/", text.keySearch],
  ["?", text.keyHelp],
] as const;

export async function keysPage(c: Http, bench: Bench): Promise<Response> {
  const content = (
    <>
      <h1>
        <LangText of={text.keysTitle} />
      </h1>
      <p>
        <LangText of={text.keysLead} />
      </p>
      <Table
        caption={text.keysTitle}
        hideCaption
        rows={keys}
        rowKey={([key]) => key}
        columns={[
          { title: text.key, heads: true, cell: ([key]) => <kbd class="e-code">{key}</kbd> },
          { title: text.does, cell: ([, does]) => <LangText of={does} /> },
        ]}
      />
    </>
  );
  const before = <BackLink href={routes.tasks.to({ lang: bench.lang })}>{text.backToList}</BackLink>;
  return sendPage(c, await framed(bench, { title: text.keysTitle, here: "all", before }, content));
}
