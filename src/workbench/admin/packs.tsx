// Published packs: which version is current, how many cases run under each, what the check says today.
import { runningByPack } from "../../casework/index.ts";
import type { Pack, PackVersion } from "../../catalogue/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { DateTime, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { checked } from "./checked.ts";
import { text } from "./words.ts";

interface Line {
  readonly version: PackVersion;
  readonly pack: Pack;
  readonly running: number;
  readonly problems: readonly Problem[] | undefined;
}

export async function packsPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang } = bench;
  const [versions, running] = await Promise.all([desk.catalogue.versions(), runningByPack(desk)]);
  // Older versions matter while cases run under them.
  const shown = versions.filter(({ current, hash }) => current || (running.get(hash) ?? 0) > 0);
  const lines: Line[] = [];
  for (const version of shown) {
    const pack = await desk.catalogue.pack(version.hash);
    lines.push({
      version,
      pack,
      running: running.get(version.hash) ?? 0,
      problems: version.current ? await checked(bench, pack) : undefined,
    });
  }
  const content = (
    <>
      <h1>
        <LangText of={text.packs} />
      </h1>
      <p>
        <LangText of={text.packsLead} />
      </p>
      <Table
        caption={text.packs}
        hideCaption
        rows={lines}
        rowKey={({ version }) => version.hash}
        columns={[
          {
            title: text.service,
            heads: true,
            cell: ({ version, pack }) => (
              <>
                <Link href={routes.pack.to({ lang, hash: version.hash })}>
                  <LangText of={pack.header.title} />
                </Link>
                <span class="e-row-more e-muted e-code">{version.id}</span>
              </>
            ),
          },
          {
            title: text.version,
            cell: ({ version }) => (
              <span>
                <span class="e-code">{version.version}</span>{" "}
                {version.current ? <Tag kind="done">{text.current}</Tag> : <Tag>{text.older}</Tag>}
              </span>
            ),
          },
          { title: text.published, cell: ({ version }) => <DateTime at={version.published} /> },
          { title: text.running, numeric: true, cell: ({ running: n }) => n },
          { title: text.check, cell: ({ problems }) => <CheckResult problems={problems} /> },
        ]}
      />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.packs, here: "packs" }, content));
}

/** The check in a word or two. */
export function CheckResult({ problems }: { problems: readonly Problem[] | undefined }) {
  if (!problems) {
    return (
      <span class="e-muted">
        <LangText of={text.notChecked} />
      </span>
    );
  }
  const errors = problems.filter(({ level }) => level === "error").length;
  const warnings = problems.length - errors;
  return (
    <span>
      {errors > 0 ? <Tag kind="late">{text.errors(errors)}</Tag> : <Tag kind="done">{text.passed}</Tag>}{" "}
      {warnings > 0 ? <Tag kind="soon">{text.warnings(warnings)}</Tag> : null}
    </span>
  );
}
