// Every task of the case by stage: whose it is or was, when, with what outcome.
import type { TaskView } from "../../casework/index.ts";
import { DateText, Details, LangText, Table, Tag, type TagKind, type Words } from "../../platform/page/index.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { urgency } from "../urgency.ts";
import { taskStatus, words } from "../words.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const tasksPart: CasePart = {
  id: "tasks",
  title: text.tasks,
  place: "below",
  show: (sheet) => <Tasks sheet={sheet} />,
};

const kinds = { waiting: "plain", open: "now", taken: "now", done: "done", void: "plain" } as const satisfies Record<string, TagKind>;

/** The stages that were entered, in the procedure's order, and at their end the extra tasks. */
function Tasks({ sheet }: { sheet: CaseSheet }) {
  const { view } = sheet;
  const extras = view.tasks.filter((task) => task.extra);
  return (
    <>
      {view.stages.map((stage) => {
        const tasks = view.tasks.filter((task) => task.stage === stage.key && !task.extra);
        if (tasks.length === 0) return null;
        const round = Math.max(...tasks.map((task) => task.round));
        const earlier = tasks.filter((task) => task.round < round);
        return (
          <section key={stage.key} class="e-stage">
            <TaskTable sheet={sheet} caption={stage.title} tasks={tasks.filter((task) => task.round === round)} />
            {earlier.length > 0 ? (
              <Details summary={text.earlier(earlier.length)}>
                <TaskTable sheet={sheet} caption={stage.title} tasks={earlier} hide />
              </Details>
            ) : null}
          </section>
        );
      })}
      {extras.length > 0 ? (
        <section class="e-stage">
          <TaskTable sheet={sheet} caption={text.extras} tasks={extras} />
        </section>
      ) : null}
    </>
  );
}

function TaskTable({ sheet, caption, tasks, hide }: { sheet: CaseSheet; caption: Words; tasks: readonly TaskView[]; hide?: boolean }) {
  const { directory, now, desk } = sheet.bench;
  return (
    <Table
      caption={caption}
      hideCaption={hide}
      rows={tasks}
      rowKey={({ no }) => String(no)}
      columns={[
        {
          title: words.task,
          heads: true,
          cell: (task) => (
            <>
              <LangText of={task.title} />
              {task.item === undefined ? null : (
                <>
                  {" · "}
                  <LangText of={agencyTitle(directory, task.item)} />
                </>
              )}
            </>
          ),
        },
        {
          title: text.who,
          cell: (task) => (
            <span>
              <LangText of={postTitle(directory, task.post)} />
              {task.officer !== undefined && directory.officer(task.officer) ? (
                <span class="e-row-more e-muted">{officerName(directory, task.officer)}</span>
              ) : null}
            </span>
          ),
        },
        {
          title: words.status,
          cell: (task) => (
            <span>
              <Tag kind={kinds[task.status]}>{task.outcomeTitle ?? taskStatus[task.status]}</Tag>
              {task.carried ? (
                <span class="e-row-more e-muted">
                  <LangText of={text.carried} />
                </span>
              ) : null}
              {task.stops && (task.status === "open" || task.status === "taken") ? (
                <span class="e-row-more e-muted">
                  <LangText of={text.stops} />
                </span>
              ) : null}
            </span>
          ),
        },
        {
          title: text.when,
          cell: (task) => {
            if (task.doneAt !== undefined) return <DateText of={task.doneAt} />;
            if (task.dueAt === undefined || task.status === "void" || task.status === "waiting") return <span class="e-muted">—</span>;
            const due = urgency(task.dueAt, now, desk);
            return (
              <span>
                <Tag kind={due.kind}>{due.text}</Tag> {due.date === undefined ? null : <DateText of={due.date} />}
              </span>
            );
          },
        },
      ]}
    />
  );
}
