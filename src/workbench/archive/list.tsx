// One disposal list: reviewed line by line, proposed, approved twice, carried out with its progress, certified.
import type { Refused } from "../../casework/index.ts";
import {
  approveList,
  approverPosts,
  certificateOf,
  currentPlan,
  type DisposalList,
  keeperPost,
  listLines,
  openList,
  proposeList,
  reviewLines,
  startList,
  turnBack,
} from "../../office/index.ts";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Progress,
  Radios,
  WarningText,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { backTo, errorsOf, idOf, refusedPage } from "./answer.ts";
import { saved } from "./file.tsx";
import { Lines, Summary } from "./list-content.tsx";
import { text } from "./words.ts";

const limit = 50;
const nowhere = "00000000-0000-0000-0000-000000000000";

interface Shown {
  readonly flash?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly until?: string;
}

export const listPage = (c: Http, bench: Bench, flash: string | undefined): Promise<Response> => show(c, bench, { flash });

async function show(c: Http, bench: Bench, { flash, errors = [], until }: Shown): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const opened = await openList(desk, officer, idOf(c.req.param("id")) ?? nowhere);
  if (!opened.ok) return refusedPage(c, opened);
  const { list } = opened;
  const after = c.req.query("after")?.slice(0, 100);
  const found = await listLines(desk, list.id, { ...(after === undefined ? {} : { after }), limit: limit + 1 });
  const lines = found.slice(0, limit);
  const last = lines.at(-1);
  const keeper = keeperPost(directory, officer, list.agency) !== undefined;
  const plan = await currentPlan(desk.pool);
  const here = routes.archiveList.to({ lang, id: list.id });
  const deed = (name: string) => routes.archiveListDeed.to({ lang, id: list.id, deed: name });
  const before = <Breadcrumbs items={[{ href: routes.archiveLists.to({ lang }), label: text.disposal }]} />;
  const reviewing = list.state === "review" && keeper;
  const table = <Lines bench={bench} lines={lines} plan={plan} choose={reviewing} />;
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.byList} /> <span class="e-code">{list.number}</span>
      </h1>
      <Summary bench={bench} list={list} />
      {list.state === "executing" ? (
        <Progress title={text.running} seconds={5} done={list.destroyed + list.kept + list.held} of={list.lines} href={here} />
      ) : null}
      {list.certificate === undefined ? null : (
        <p>
          <ButtonLink href={routes.archiveCertificate.to({ lang, id: list.id })}>{text.certificate}</ButtonLink>
        </p>
      )}
      <Approving bench={bench} list={list} deed={deed} keeper={keeper} />
      <h2>
        <LangText of={reviewing ? text.review : text.lines} />
      </h2>
      {reviewing ? (
        <Form action={deed("review")}>
          {table}
          <Radios
            name="decision"
            label={text.decision}
            value="destroy"
            options={[
              { value: "destroy", label: text.destroy },
              { value: "keep", label: text.keep },
            ]}
          />
          <Input
            name="until"
            label={text.keepUntil}
            hint={text.untilHint}
            width={10}
            value={until}
            error={errorOf(errors, "until")}
            optional
          />
          <Button>{text.decide}</Button>
        </Form>
      ) : (
        table
      )}
      {found.length > limit && last ? (
        <p>
          <ButtonLink kind="second" href={routes.archiveList.to({ lang, id: list.id }, { after: last.number })}>
            {text.next}
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
  const failed = errors.length > 0;
  const title = { zh: `${text.byList.zh} ${list.number}`, en: `${text.byList.en} ${list.number}` };
  return sendPage(
    c,
    await framed(bench, { title, here: "disposal", flash, failed, before, refresh: list.state === "executing" ? 5 : undefined }, content),
    failed ? 422 : 200,
  );
}

/** What may be done with the list as a whole by this reader now. */
function Approving({ bench, list, deed, keeper }: { bench: Bench; list: DisposalList; deed: (name: string) => string; keeper: boolean }) {
  const { officer, directory } = bench;
  const mine = list.approvals.some((one) => one.officer === officer.id);
  const approver = approverPosts(directory, officer, list.agency).length > 0;
  return (
    <>
      {list.state === "review" && keeper && list.reviewed === list.lines ? (
        <Form action={deed("propose")}>
          <Button>{text.propose}</Button>
        </Form>
      ) : null}
      {list.state === "proposed" && approver && !mine ? (
        <Form action={deed("approve")}>
          <WarningText>
            <LangText of={text.approveWarning} />
          </WarningText>
          <input type="hidden" name="act" value={list.act ?? ""} />
          <Button kind="warning">{text.approve}</Button>
        </Form>
      ) : null}
      {list.state === "approved" && keeper ? (
        <Form action={deed("start")}>
          <WarningText>
            <LangText of={text.startWarning} />
          </WarningText>
          <Button kind="warning">{text.start}</Button>
        </Form>
      ) : null}
      {list.state === "proposed" || list.state === "approved" ? (
        <Form action={deed("back")}>
          <Button kind="second">{text.back}</Button>
        </Form>
      ) : null}
      {keeper && (list.state === "review" || list.state === "proposed" || list.state === "approved") ? (
        <Form action={deed("drop")}>
          <Button kind="second">{text.drop}</Button>
        </Form>
      ) : null}
    </>
  );
}

const deeds = ["review", "propose", "approve", "back", "drop", "start"] as const;

export async function listDeed(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const [id, deed] = [idOf(c.req.param("id")), deeds.find((one) => one === c.req.param("deed"))];
  if (id === undefined || deed === undefined) return refuse(c, "notFound");
  const { desk, officer, lang } = bench;
  const { fields } = form;
  const until = fields.get("until");
  const done = await (async (): Promise<{ readonly ok: true } | Refused> => {
    switch (deed) {
      case "review":
        return reviewLines(desk, officer, id, {
          cases: fields.all("cases").flatMap((one) => idOf(one) ?? []),
          decision: fields.get("decision") === "keep" ? "keep" : "destroy",
          until,
        });
      case "propose":
        return proposeList(desk, officer, id);
      case "approve":
        return approveList(desk, officer, id, idOf(fields.get("act")) ?? nowhere);
      case "start":
        return startList(desk, officer, id);
      case "back":
      case "drop":
        return turnBack(desk, officer, id, deed === "drop");
    }
  })();
  if (done.ok) return backTo(c, routes.archiveList.to({ lang, id }));
  return done.status === 422 ? show(c, bench, { errors: errorsOf(done), ...(until === undefined ? {} : { until }) }) : refusedPage(c, done);
}

export async function certificateFile(c: Http, bench: Bench): Promise<Response> {
  const found = await certificateOf(bench.desk, bench.officer, idOf(c.req.param("id")) ?? nowhere);
  return found.ok ? saved(c, found.bytes, "application/pdf", found.name) : refusedPage(c, found);
}
