// The internal services that officers may start.
import { type Http, sendPage } from "../../platform/http/index.ts";
import { EmptyState, LangText, Link, Table } from "../../platform/page/index.ts";
import { currentPacks } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function startListPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  const packs = (await currentPacks(desk)).filter(({ header }) => header.audience === "internal");
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {packs.length === 0 ? (
        <EmptyState title={text.none}>
          <p>
            <LangText of={text.noneHint} />
          </p>
        </EmptyState>
      ) : (
        <Table
          caption={text.title}
          hideCaption
          rows={packs}
          rowKey={({ header }) => header.id}
          columns={[
            {
              title: text.service,
              heads: true,
              cell: ({ header }) => (
                <>
                  <Link href={routes.start.to({ lang, service: header.id })}>
                    <LangText of={header.title} />
                  </Link>
                  <span class="e-row-more e-muted">
                    <LangText of={header.summary} />
                  </span>
                </>
              ),
            },
            { title: text.agency, cell: ({ header }) => <LangText of={agencyTitle(directory, header.agency)} /> },
          ]}
        />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "start" }, content));
}
