// Every seal that the reader may look at: how often it was used, whether it may be used now.
import { sealFigures } from "../../office/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { number } from "../../platform/i18n/index.ts";
import { DateTime, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { maySee } from "./may.ts";
import { states, text } from "./words.ts";

export async function sealsPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, now } = bench;
  const organs = directory.agencies().filter(({ id }) => maySee(bench, id));
  const rows =
    organs.length === 0
      ? []
      : await sealFigures(
          desk.pool,
          organs.map(({ id }) => id),
          now,
        );
  const content = (
    <>
      <h1>
        <LangText of={text.seals} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {rows.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <Table
          caption={text.seals}
          hideCaption
          rows={rows}
          rowKey={({ organ }) => organ}
          columns={[
            {
              title: text.organ,
              heads: true,
              cell: ({ organ }) => (
                <Link href={routes.seal.to({ lang, organ })}>
                  <LangText of={agencyTitle(directory, organ)} />
                </Link>
              ),
            },
            { title: text.state, cell: ({ state }) => <Tag kind={state === "used" ? "done" : "late"}>{states[state]}</Tag> },
            { title: text.uses, numeric: true, cell: ({ uses }) => number(uses, lang) },
            { title: text.last, cell: ({ last }) => (last === null ? <span class="e-muted">—</span> : <DateTime at={last} />) },
          ]}
        />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.seals, here: "seals" }, content));
}
