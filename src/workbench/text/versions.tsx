// Every version of a text, and two of them to be compared.
import { textVersions } from "../../casework/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { BackLink, Button, DateTime, LangText, Link, Select, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { openText } from "./open.ts";
import { text, versionOf } from "./words.ts";

export async function versionsPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { view, name, title, at } = opened;
  const versions = await textVersions(bench.desk, view.loaded, name);
  const last = versions.at(-1)?.version ?? 0;
  const options = versions.map(({ version }) => ({ value: String(version), label: versionOf(version) }));
  const whole = { zh: `${title.zh}：各版`, en: `${title.en}: versions` };
  const content = (
    <>
      <p class="e-caption">
        <LangText of={view.heading.service} /> · <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>
        <LangText of={whole} />
      </h1>
      {versions.length > 1 ? (
        <form method="get" action={routes.compareTexts.to(at)} class="e-compare-form">
          <Select name="from" label={text.fromVersion} options={options} value={String(Math.max(1, last - 1))} />
          <Select name="to" label={text.toVersion} options={options} value={String(last)} />
          <Button kind="second">{text.compareTwo}</Button>
        </form>
      ) : null}
      {versions.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <Table
          caption={text.versions}
          hideCaption
          rows={versions.toReversed()}
          rowKey={({ version }) => String(version)}
          columns={[
            {
              title: text.version,
              heads: true,
              cell: ({ version }) => (
                <Link href={routes.text.to(at, { version })}>
                  <LangText of={versionOf(version)} />
                </Link>
              ),
            },
            { title: text.by, cell: ({ officer }) => officerName(bench.directory, officer) },
            { title: text.at, cell: (one) => <DateTime at={one.at} /> },
            {
              title: text.compare,
              cell: ({ version, base }) =>
                base === undefined ? (
                  <span class="e-muted">—</span>
                ) : (
                  <Link href={routes.compareTexts.to(at, { from: base, to: version })}>
                    <LangText of={{ zh: `与第 ${base} 版对照`, en: `With version ${base}` }} />
                  </Link>
                ),
            },
          ]}
        />
      )}
    </>
  );
  return sendPage(
    c,
    await framed(bench, { title: whole, before: <BackLink href={routes.text.to(at)}>{text.backToText}</BackLink> }, content),
  );
}
