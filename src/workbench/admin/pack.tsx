// One published version: what it is, its procedure as a picture, what the check found at which line.
import { runningByPack } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { outline } from "../../engine/procedure/index.ts";
import { errorAnswer, type Http, sendPage } from "../../platform/http/index.ts";
import { Breadcrumbs, Code, DateTime, LangText, ProcedurePicture, SummaryList, Table, Tag } from "../../platform/page/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import type { Bench } from "../context.ts";
import { DecisionLinks } from "../decisions/links.tsx";
import { DrawingSection, viewerAddress } from "../drawing/section.tsx";
import { framed } from "../frame.tsx";
import { stageTitle, taskTitle } from "../pack-text.ts";
import { agencyTitle, shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { checked } from "./checked.ts";
import { CheckResult } from "./packs.tsx";
import { text } from "./words.ts";

export async function packPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  const versions = await desk.catalogue.versions();
  const version = versions.find(({ hash }) => hash === c.req.param("hash"));
  if (!version) return errorAnswer(c, { status: 404, title: text.noPack, detail: text.noPackText });
  const pack = await desk.catalogue.pack(version.hash);
  const running = (await runningByPack(desk)).get(version.hash) ?? 0;
  const problems = await checked(bench, pack);
  const script = await viewerAddress();
  const content = (
    <>
      <h1>
        <LangText of={pack.header.title} />
      </h1>
      <SummaryList
        rows={[
          {
            key: text.version,
            value: (
              <>
                <Code>{version.version}</Code> {version.current ? <Tag kind="done">{text.current}</Tag> : <Tag>{text.older}</Tag>}
              </>
            ),
          },
          { key: text.published, value: <DateTime at={version.published} /> },
          { key: text.owner, value: <LangText of={agencyTitle(directory, pack.header.agency)} /> },
          { key: text.running, value: running },
          { key: text.check, value: <CheckResult problems={problems} /> },
          { key: text.hash, value: <span class="e-hash">{version.hash}</span> },
        ]}
      />
      <h2>
        <LangText of={text.procedure} />
      </h2>
      <Picture bench={bench} pack={pack} />
      <DrawingSection bench={bench} hash={version.hash} script={script} />
      <DecisionLinks bench={bench} pack={pack} />
      <h2>
        <LangText of={text.problems} />
      </h2>
      <Problems problems={problems} />
    </>
  );
  const before = <Breadcrumbs items={[{ href: routes.packs.to({ lang }), label: text.packs }]} />;
  return sendPage(c, await framed(bench, { title: pack.header.title, here: "packs", before }, content));
}

function Picture({ bench: { directory }, pack }: { bench: Bench; pack: Pack }) {
  const { stages, ends } = outline(pack.model);
  return (
    <ProcedurePicture
      id="procedure"
      title={text.procedure}
      general
      stages={stages.map(({ key, columns }) => ({
        key,
        title: stageTitle(pack, key),
        standing: "ahead",
        tasks: columns.flat().map((task) => ({
          title: taskTitle(pack, { key: task.key, extra: false }),
          who: shortPost(directory, task.by.replace(/^\{\w+\}\//, "")),
          standing: "ahead",
        })),
      }))}
      routes={stages.flatMap(({ key, routes: ways }) => ways.filter(({ end }) => !end).map(({ to }) => ({ from: key, to })))}
      ends={ends.map(({ key }) => ({ key, title: pack.header.texts.ends[key] ?? key }))}
    />
  );
}

function Problems({ problems }: { problems: readonly Problem[] | undefined }) {
  if (!problems || problems.length === 0) {
    return (
      <p>
        <LangText of={problems ? text.noProblems : text.notChecked} />
      </p>
    );
  }
  return (
    <Table
      caption={text.problems}
      hideCaption
      rows={problems}
      rowKey={({ file, line, message }) => `${file}:${line}:${message.en}`}
      columns={[
        { title: text.place, heads: true, cell: ({ file, line }) => <span class="e-code">{`${file}:${line}`}</span> },
        { title: text.level, cell: ({ level }) => <Tag kind={level === "error" ? "late" : "soon"}>{text[level]}</Tag> },
        { title: text.message, cell: ({ message }) => <LangText of={message} /> },
      ]}
    />
  );
}
