// Every component on one page, in both rooms and languages: what the browser test looks at, and whoever changes one.

import { gallery as g } from "./gallery-words.ts";
import {
  BackLink,
  Breadcrumbs,
  Button,
  ButtonLink,
  Checkboxes,
  ClockBar,
  Code,
  ConfirmForm,
  CopyableCode,
  Counts,
  DateInput,
  DateText,
  DateTime,
  Details,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  FileUpload,
  FilterPanel,
  Form,
  Input,
  InsetText,
  LangText,
  Link,
  Notification,
  NumberInput,
  type PageSetting,
  Pagination,
  Panel,
  PortalPage,
  ProcedurePicture,
  Progress,
  Radios,
  SearchBox,
  Select,
  SummaryList,
  Table,
  Tabs,
  Tag,
  TaskList,
  Textarea,
  Tick,
  Timeline,
  WarningText,
  WorkbenchPage,
  YesNo,
} from "./index.ts";
import { useSay } from "./setting.ts";

const errors: readonly FieldError[] = [
  { name: "code", text: g.codeError },
  { name: "day", text: g.dayError },
  { name: "kind", text: g.kindError },
];

const at = Date.UTC(2026, 8, 24, 7, 4);

const procedure = {
  id: "p1",
  title: g.procedure,
  stages: [
    { key: "receive", title: g.receive, standing: "done", tasks: [{ title: g.check, who: g.desk, standing: "done" }] },
    { key: "complete", title: g.complete, standing: "skipped", tasks: [{ title: g.resend, who: g.you, standing: "skipped" }] },
    {
      key: "examine",
      title: g.examine,
      standing: "now",
      tasks: [
        { title: g.weigh, who: g.scales, standing: "done" },
        { title: g.measure, who: g.workshop, standing: "now" },
        { title: g.visit, who: g.workshop, standing: "late" },
        { title: g.listen, who: g.neighbours, standing: "ahead" },
      ],
    },
    { key: "decide", title: g.decide, standing: "ahead", tasks: [{ title: g.decision, who: g.head, standing: "ahead" }] },
    { key: "issue", title: g.issue, standing: "ahead", tasks: [{ title: g.make, standing: "ahead" }] },
  ],
  ends: [
    { key: "given", title: g.given },
    { key: "refused", title: g.refused },
  ],
  routes: [
    { from: "receive", to: "examine", taken: true },
    { from: "complete", to: "receive" },
    { from: "decide", to: "examine" },
  ],
} as const;

const long = {
  id: "p2",
  title: g.longProcedure,
  general: true,
  stages: ["a", "b", "c", "d", "e", "f", "g"].map((key, i) => ({
    key,
    title: g.longStages[i] ?? g.examine,
    standing: "ahead" as const,
    tasks:
      i % 3 === 1
        ? [
            { title: g.weigh, who: g.scales, standing: "ahead" as const },
            { title: g.measure, who: g.workshop, standing: "ahead" as const },
          ]
        : [{ title: g.check, who: g.desk, standing: "ahead" as const }],
  })),
  routes: [
    { from: "c", to: "a" },
    { from: "d", to: "c" },
  ],
};

function Fields({ failed }: { failed: boolean }) {
  const shown = failed ? errors : [];
  return (
    <Form action="#">
      <ErrorSummary errors={shown} />
      <Input name="name" label={g.nameLabel} hint={g.nameHint} value="" autocomplete="name" />
      <Input name="code" label={g.codeLabel} error={errorOf(shown, "code")} value="91X" width={20} code />
      <NumberInput name="area" label={g.areaLabel} unit={g.areaUnit} value="320" />
      <Textarea name="about" label={g.aboutLabel} maxlength={500} optional />
      <Select
        name="town"
        label={g.townLabel}
        options={[
          { value: "n", label: g.north },
          { value: "s", label: g.south },
        ]}
        value="s"
      />
      <DateInput name="day" label={g.dayLabel} error={errorOf(shown, "day")} value={{ year: "2026", month: "13", day: "4" }} />
      <Radios
        name="kind"
        label={g.kindLabel}
        error={errorOf(shown, "kind")}
        value="post"
        options={[
          { value: "fetch", label: g.fetch, hint: g.fetchHint },
          { value: "post", label: g.post, reveals: <Input name="address" label={g.addressLabel} /> },
          { value: "none", label: g.none, apart: true },
        ]}
      />
      <Checkboxes
        name="extras"
        label={g.extrasLabel}
        values={["a"]}
        options={[
          { value: "a", label: g.extraA },
          { value: "b", label: g.extraB, hint: g.extraBHint },
        ]}
      />
      <YesNo name="known" label={g.yesNoLabel} value="no" />
      <FileUpload name="plan" label={g.fileLabel} largest={20_000_000} accept=".pdf" />
      <Tick name="declare" label={g.declare} />
      <div class="govuk-button-group">
        <Button big>{g.submit}</Button>
        <Button kind="second" name="save" value="yes">
          {g.save}
        </Button>
      </div>
    </Form>
  );
}

function Pictures() {
  const s = useSay();
  return (
    <>
      <h2>{s(g.pictures)}</h2>
      <ProcedurePicture {...procedure} />
      <ProcedurePicture {...long} />
      <ClockBar
        id="c1"
        title={g.clock}
        due={
          <>
            <LangText of={g.due} /> <DateText of="2026-10-14" />
          </>
        }
        parts={[
          { kind: "used", days: 4 },
          { kind: "stopped", days: 3, ground: g.ground },
          { kind: "used", days: 2 },
          { kind: "left", days: 14 },
        ]}
        provisional
        days={[
          { date: "2026-09-24", counts: false, why: g.dayStart },
          { date: "2026-09-25", counts: false, why: g.dayFeast },
          { date: "2026-09-28", counts: true, why: g.dayWork },
        ]}
      />
      <ClockBar
        id="c2"
        title={g.clock}
        soon
        parts={[
          { kind: "used", days: 6 },
          { kind: "left", days: 2 },
        ]}
      />
      <ClockBar
        id="c3"
        title={g.clock}
        parts={[
          { kind: "used", days: 8 },
          { kind: "overdue", days: 3 },
        ]}
      />
      <Counts
        items={[
          { label: g.trips, promised: 0, real: 1 },
          { label: g.papers, promised: 2, real: 2 },
          { label: g.typed, promised: 11, real: 9 },
          { label: g.waited, promised: 8 },
        ]}
      />
    </>
  );
}

function Parts() {
  const s = useSay();
  return (
    <>
      <Notification kind="done">
        <p>{s(g.saved)}</p>
      </Notification>
      <h2>{s(g.partsTitle)}</h2>
      <p>
        {s(g.prose)} <Link href="#more">{s(g.more)}</Link> <Tag>{g.tagPlain}</Tag> <Tag kind="now">{g.tagNow}</Tag>{" "}
        <Tag kind="soon">{g.tagSoon}</Tag> <Tag kind="late">{g.tagLate}</Tag> <Tag kind="done">{g.tagDone}</Tag>
      </p>
      <SummaryList
        rows={[
          { key: g.nameLabel, value: s(g.sampleName), change: "#name" },
          { key: g.codeLabel, value: <Code>91110000MA01ABCD2X</Code>, change: "#code", actions: [{ href: "#object", label: g.object }] },
          { key: g.dayLabel, value: <DateText of="2026-09-24" withWeekday /> },
        ]}
      />
      <Tabs
        label={g.partsTitle}
        items={[
          { href: "#1", label: g.tabMine, count: 12, current: true },
          { href: "#2", label: g.tabPost, count: 40 },
          { href: "#3", label: g.tabDone },
        ]}
      />
      <Table
        caption={g.tableCaption}
        rowKey={(r) => r.no}
        columns={[
          { title: g.number, heads: true, cell: (r) => <Link href={`#${r.no}`}>{r.no}</Link> },
          { title: g.codeLabel, cell: (r) => s(r.title) },
          { title: g.dueTitle, cell: (r) => <DateText of={r.due} />, sort: { href: "#sort", now: "ascending" } },
          { title: g.state, cell: (r) => <Tag kind={r.kind}>{r.state}</Tag> },
          { title: g.waited, numeric: true, cell: (r) => r.days, sort: { href: "#sort2" } },
        ]}
        rows={[
          { no: "2026-000117", title: g.sampleName, due: "2026-09-25", state: g.tagSoon, kind: "soon" as const, days: 2 },
          { no: "2026-000121", title: g.sampleLong, due: "2026-10-14", state: g.tagNow, kind: "now" as const, days: 14 },
          { no: "2026-000098", title: g.sampleName, due: "2026-09-21", state: g.tagLate, kind: "late" as const, days: -1 },
        ]}
      />
      <Pagination previous="#earlier" next="#later" />
      <TaskList
        id="tl"
        items={[
          { title: g.taskA, href: "#a", status: { kind: "done", label: g.tagDone } },
          { title: g.taskB, href: "#b", hint: g.taskBHint, status: { kind: "now", label: g.tagNow } },
          { title: g.taskC, status: { kind: "plain", label: g.tagLater } },
        ]}
      />
      <Timeline
        items={[
          { key: "2", title: g.happened2, at: at + 86_400_000, by: g.desk, detail: <p>{s(g.happened2Detail)}</p> },
          { key: "1", title: g.happened1, at, by: g.you },
        ]}
      />
      <Details summary={g.detailsTitle}>
        <p>{s(g.prose)}</p>
      </Details>
      <InsetText>
        <p>{s(g.prose)}</p>
      </InsetText>
      <WarningText>{s(g.warning)}</WarningText>
      <EmptyState title={g.emptyTitle}>
        <p>{s(g.emptyText)}</p>
      </EmptyState>
      <Progress title={g.fetching} seconds={3} href="#refresh" />
      <Progress title={g.fetching} seconds={3} done={2} of={5} href="#refresh" />
      <p>
        <CopyableCode label={g.number}>E-2026-7F3K-0192</CopyableCode> <DateTime at={at} />
      </p>
      <ConfirmForm action="#" yes={g.withdraw} back="#back">
        <p>{s(g.withdrawText)}</p>
      </ConfirmForm>
    </>
  );
}

/** The public's room. */
export function PortalGallery({ setting }: { setting: PageSetting }) {
  return (
    <PortalPage
      setting={setting}
      title={g.title}
      failed
      owner={g.owner}
      account={[{ href: "#mine", label: g.account }]}
      navigation={[
        { href: "#home", label: g.navA, current: true },
        { href: "#list", label: g.navB },
        { href: "#check", label: g.navC },
      ]}
      footer={[{ href: "#help", label: g.help }]}
      before={<BackLink href="#back" />}
    >
      <h1>
        <LangText of={g.title} />
      </h1>
      <p class="e-lead">
        <LangText of={g.lead} />
      </p>
      <p>
        <ButtonLink href="#start" big>
          {g.start}
        </ButtonLink>
      </p>
      <SearchBox action="#search" label={g.search} />
      <Panel title={g.panelTitle}>
        <LangText of={g.panelText} /> <Code>E-2026-000117</Code>
      </Panel>
      <Fields failed />
      <Pictures />
      <Parts />
    </PortalPage>
  );
}

/** The staff's room. */
export function WorkbenchGallery({ setting }: { setting: PageSetting }) {
  return (
    <WorkbenchPage
      setting={setting}
      title={g.title}
      owner={g.owner}
      account={[{ href: "#me", label: g.account }]}
      sections={[
        {
          title: g.tabMine,
          items: [
            { href: "#a", label: g.tabMine, count: 12, current: true },
            { href: "#b", label: g.tabPost, count: 40 },
          ],
        },
        {
          title: g.partsTitle,
          items: [
            { href: "#c", label: g.tabDone },
            { href: "#d", label: g.navB },
          ],
        },
      ]}
      before={
        <Breadcrumbs
          items={[
            { href: "#w", label: g.navA },
            { href: "#l", label: g.tabMine },
          ]}
        />
      }
    >
      <h1>
        <LangText of={g.title} />
      </h1>
      <FilterPanel action="#filter" clear="#all" active={[{ label: g.tagSoon, without: "#without" }]}>
        <Select name="f-state" label={g.state} options={[{ value: "x", label: g.tagSoon }]} value="x" />
        <Input name="f-number" label={g.number} width={10} />
      </FilterPanel>
      <Pictures />
      <Parts />
      <Fields failed={false} />
    </WorkbenchPage>
  );
}
