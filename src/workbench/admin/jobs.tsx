// The queue: what waits, what failed, and letting failed work be tried again.
import { flash, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { countJobs, type FailedJob, failedJobs, retryJobs } from "../../platform/jobs/index.ts";
import { Button, DateTime, EmptyState, Form, LangText, Table, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function jobsPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  const { jobs } = bench.context;
  const [counts, failed] = await Promise.all([countJobs(jobs), failedJobs(jobs)]);
  const content = (
    <>
      <h1>
        <LangText of={text.jobs} />
      </h1>
      {counts.length === 0 ? (
        <EmptyState title={text.emptyQueue}>
          <p>
            <LangText of={text.emptyQueueText} />
          </p>
        </EmptyState>
      ) : (
        <Table
          caption={text.jobs}
          hideCaption
          rows={counts}
          rowKey={({ task }) => task}
          columns={[
            { title: text.kind, heads: true, cell: ({ task }) => <span class="e-code">{task}</span> },
            { title: text.waiting, numeric: true, cell: (job) => job.waiting },
            { title: text.runningJobs, numeric: true, cell: (job) => job.running },
            { title: text.retrying, numeric: true, cell: (job) => job.retrying },
            { title: text.failed, numeric: true, cell: (job) => job.failed },
          ]}
        />
      )}
      <h2>
        <LangText of={text.failedJobs} />
      </h2>
      {failed.length === 0 ? (
        <p>
          <LangText of={text.noFailed} />
        </p>
      ) : (
        <FailedJobs bench={bench} failed={failed} />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.jobs, here: "jobs", flash: said }, content));
}

/** The first word of an error: its class. The rest may hold what only the log should. */
const errorClass = (error: string): string => /^[A-Za-z_$][\w$]{0,60}(?=:|$|\n)/.exec(error)?.[0] ?? "Error";

function FailedJobs({ bench: { lang }, failed }: { bench: Bench; failed: readonly FailedJob[] }) {
  return (
    <Form action={routes.retry.to({ lang })}>
      <p class="e-muted">
        <LangText of={text.errorsElsewhere} />
      </p>
      <Table
        caption={text.failedJobs}
        hideCaption
        rows={failed}
        rowKey={({ id }) => String(id)}
        columns={[
          { title: text.choose, cell: ({ id }) => <Choose id={id} /> },
          {
            title: text.kind,
            heads: true,
            cell: ({ id, task }) => (
              <span class="e-code">
                {task} {id}
              </span>
            ),
          },
          { title: text.errorClass, cell: ({ error }) => <span class="e-code">{errorClass(error)}</span> },
          { title: text.attempts, numeric: true, cell: ({ attempts }) => attempts },
          { title: text.lastTry, cell: ({ at }) => <DateTime at={at} /> },
        ]}
      />
      <Button kind="second">{text.retry}</Button>
    </Form>
  );
}

function Choose({ id }: { id: number }) {
  const say = useSay();
  return <input class="e-choose" type="checkbox" name="job" value={String(id)} checked aria-label={say(text.chooseJob(id))} />;
}

export async function retry(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const chosen = new Set(
    form.fields
      .all("job")
      .filter((id) => /^[1-9]\d{0,14}$/.test(id))
      .map(Number),
  );
  // Only what has failed for good: a job that is being tried is left alone.
  const ids = (await failedJobs(bench.context.jobs, 1000)).map(({ id }) => Number(id)).filter((id) => chosen.has(id));
  if (ids.length > 0) await retryJobs(bench.context.jobs, ids);
  flash(c, ids.length > 0 ? "retried" : "nothing-chosen");
  return c.redirect(routes.jobs.to({ lang: bench.lang }), 303);
}
