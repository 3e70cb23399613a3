import { Button, type Column, DateText, Form, LangText, Link, Table, Tag, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { keysScript } from "../island.ts";
import { officerName, shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import type { TaskLine } from "./row.ts";
import { text } from "./words.ts";

/** The rows, each with a box to tick where it can be taken, and one button for all that are ticked. */
export function TaskTable({ bench, lines, back }: { bench: Bench; lines: readonly TaskLine[]; back: string }) {
  const { lang } = bench;
  const free = lines.some(({ row }) => row.status === "open");
  const mine = lines.some(({ row }) => row.officer === bench.officer.id);
  return (
    <Form action={routes.take.to({ lang })}>
      <input type="hidden" name="back" value={back} />
      <div class="e-worklist" data-worklist="">
        <Table caption={text.caption} hideCaption rows={lines} rowKey={({ id }) => id} columns={columns(bench)} />
      </div>
      <div class="e-list-acts">
        {free ? <Button kind="second">{text.take}</Button> : null}
        <Button kind="second" formaction={routes.giveMany.to({ lang })}>
          {text.giveMany}
        </Button>
        {mine ? (
          <Button kind="second" formaction={routes.released.to({ lang })}>
            {text.release}
          </Button>
        ) : null}
        <p class="e-muted e-keys" hidden data-keys="">
          <LangText of={text.keys} />{" "}
          <Link href={routes.keys.to({ lang })}>
            <LangText of={text.allKeys} />
          </Link>
        </p>
      </div>
      <script type="module" src={keysScript.path} />
    </Form>
  );
}

function columns(bench: Bench): Column<TaskLine>[] {
  const { directory, officer, lang } = bench;
  return [
    { title: text.choose, cell: (line) => <Choose line={line} /> },
    {
      title: text.case,
      heads: true,
      cell: ({ row, service, facts }) => (
        <>
          <Link href={routes.case.to({ lang, id: row.case_id })}>
            <span class="e-code">{row.number}</span>
          </Link>{" "}
          {row.duplicate ? <Tag kind="soon">{text.duplicate}</Tag> : null}
          <span class="e-row-more">
            <LangText of={service} />
          </span>
          {facts === "" ? null : <span class="e-row-more e-muted">{facts}</span>}
        </>
      ),
    },
    {
      title: words.task,
      cell: ({ row, task, stage }) => (
        <span>
          <LangText of={task} />
          <span class="e-row-more e-muted">
            <LangText of={row.extra ? text.extra : stage} />
            {officer.posts.length > 1 ? (
              <>
                {" · "}
                <LangText of={shortPost(directory, row.post)} />
              </>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      title: text.who,
      cell: ({ row }) => (
        <LangText of={row.officer === null ? text.freeNow : row.officer === officer.id ? text.byMe : officerName(directory, row.officer)} />
      ),
    },
    {
      title: words.due,
      cell: ({ urgency }) => (
        <span>
          <Tag kind={urgency.kind}>{urgency.text}</Tag>
          {urgency.date === undefined ? null : (
            <span class="e-row-more e-muted">
              <DateText of={urgency.date} />
            </span>
          )}
        </span>
      ),
    },
  ];
}

function Choose({ line: { row, id, task } }: { line: TaskLine }) {
  const say = useSay();
  return <input class="e-choose" type="checkbox" name="task" value={id} aria-label={say(text.chooseRow(row.number, say(task)))} />;
}
