// Who acts for whom, who is away, and what lies in the hands of the absent: an officer's own, and for whoever arranges an agency's work
// the agency's.
import { type WorkRow, worklist } from "../../casework/index.ts";
import { type Leave, minuteAt, periodText, type StandIn, shifted } from "../../organisation/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Button, ButtonLink, Form, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName, postTitle, shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { ownAgencies } from "./choices.ts";
import { text } from "./words.ts";

const mostTasks = 100;

export async function standInsPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { directory, officer, desk, now, lang } = bench;
  const today = desk.day(now);
  const live = directory.standIns().filter((one) => one.endedAt === undefined && one.to >= today);
  const leaves = directory.leaves().filter((one) => one.to >= today && one.to >= one.from);
  const arranges = ownAgencies(bench);
  const inMine = (id: string): boolean => directory.postsOf(id, today).some(({ agency }) => arranges(agency));
  const agencies = directory.agencies().filter(({ id }) => arranges(id));
  const agencyStandIns = live.filter(({ post }) => arranges(post.slice(0, post.indexOf("/"))));
  const agencyLeaves = leaves.filter((one) => inMine(one.officer));
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      <div class="govuk-button-group">
        <ButtonLink href={routes.change.to({ lang, type: "delegate" })} kind="second">
          {{ zh: "委托他人代行", en: "Hand on a post" }}
        </ButtonLink>
        <ButtonLink href={routes.change.to({ lang, type: "leave" })} kind="second">
          {{ zh: "登记我的休假", en: "Enter my leave" }}
        </ButtonLink>
      </div>
      <StandIns bench={bench} title={text.iAct} rows={live.filter((one) => one.officer === officer.id)} />
      <StandIns bench={bench} title={text.iHanded} rows={live.filter((one) => one.for === officer.id)} ends />
      <Leaves bench={bench} title={text.myLeave} rows={leaves.filter((one) => one.officer === officer.id)} />
      {agencies.length === 0 ? null : (
        <>
          <h2>
            <LangText of={text.inAgency} />
          </h2>
          <div class="govuk-button-group">
            <ButtonLink href={routes.change.to({ lang, type: "substitute" })} kind="second">
              {{ zh: "安排代岗", en: "Name a stand-in" }}
            </ButtonLink>
            <ButtonLink href={routes.change.to({ lang, type: "leave" }, { officer: officer.id })} kind="second">
              {{ zh: "登记人员休假", en: "Enter somebody's leave" }}
            </ButtonLink>
          </div>
          <Leaves bench={bench} title={text.away} rows={agencyLeaves} empty={text.nobodyIsAway} />
          <StandIns bench={bench} title={text.acting} rows={agencyStandIns} ends />
          <Absent bench={bench} rows={await tasksOfAbsent(bench, agencyLeaves, today)} />
        </>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "stand-ins", flash }, content));
}

/** What the absent have taken in the agency's posts. */
async function tasksOfAbsent({ desk, directory }: Bench, leaves: readonly Leave[], today: string): Promise<readonly WorkRow[]> {
  const away = leaves.filter((one) => one.from <= today).map((one) => one.officer);
  const lists = await Promise.all(
    away.map((id) =>
      worklist(desk, { posts: [...directory.postsOf(id, today).map(({ name }) => name), `@${id}`], takenBy: id, limit: mostTasks }),
    ),
  );
  return lists.flat();
}

function StandIns({ bench, title, rows, ends }: { bench: Bench; title: Text; rows: readonly StandIn[]; ends?: boolean }) {
  const { directory, desk, now, lang } = bench;
  const [today, minute] = [desk.day(now), minuteAt(now, desk.zone)];
  if (rows.length === 0) return <None title={title} />;
  return (
    <Table
      caption={title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: text.post,
          heads: true,
          cell: (one) => (
            <>
              <LangText of={postTitle(directory, one.post)} />
              <span class="e-row-more e-muted">
                <LangText of={one.how === "delegated" ? text.delegated : text.substitute} />
              </span>
            </>
          ),
        },
        { title: text.forWhom, cell: (one) => (one.for === undefined ? <LangText of={text.vacant} /> : officerName(directory, one.for)) },
        { title: text.byWhom, cell: (one) => officerName(directory, one.officer) },
        {
          title: text.time,
          cell: (one) => (
            <span>
              <LangText of={periodText(one)} />{" "}
              <Tag kind={directory.actingIn(one.post, minute).includes(one) ? "now" : "plain"}>
                {one.from > today ? text.notBegun : directory.actingIn(one.post, minute).includes(one) ? text.now : text.resting}
              </Tag>
            </span>
          ),
        },
        {
          title: text.services,
          cell: (one) => (one.packs ? <span class="e-code">{one.packs.join(" ")}</span> : <LangText of={text.allServices} />),
        },
        ...(ends
          ? [
              {
                title: text.end,
                cell: (one: StandIn) => (
                  <Form action={routes.change.to({ lang, type: "end-acting" })}>
                    <input type="hidden" name="id" value={one.id} />
                    <Button kind="second" about={shortPost(directory, one.post)}>
                      {text.end}
                    </Button>
                  </Form>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Leaves({ bench, title, rows, empty }: { bench: Bench; title: Text; rows: readonly Leave[]; empty?: Text }) {
  const { directory, desk, now, lang } = bench;
  const today = desk.day(now);
  if (rows.length === 0) return <None title={title} empty={empty} />;
  return (
    <Table
      caption={title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: text.officer, heads: true, cell: (one) => officerName(directory, one.officer) },
        {
          title: text.time,
          cell: (one) => (
            <span>
              <LangText of={text.fromTo(one.from, one.to)} />{" "}
              <Tag kind={one.from > today ? "plain" : "now"}>{one.from > today ? text.notBegun : text.now}</Tag>
            </span>
          ),
        },
        {
          title: text.end,
          cell: (one) => (
            <Form action={routes.change.to({ lang, type: "end-leave" })}>
              <input type="hidden" name="id" value={one.id} />
              <input type="hidden" name="to" value={shifted(one.from > today ? one.from : today, -1)} />
              <Button kind="second" about={officerName(directory, one.officer)}>
                {text.cameBack}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}

function None({ title, empty = text.none }: { title: Text; empty?: Text | undefined }) {
  return (
    <>
      <h2>
        <LangText of={title} />
      </h2>
      <p class="e-muted">
        <LangText of={empty} />
      </p>
    </>
  );
}

function Absent({ bench, rows }: { bench: Bench; rows: Awaited<ReturnType<typeof tasksOfAbsent>> }) {
  const { directory, lang } = bench;
  if (rows.length === 0) return <None title={text.theirTasks} empty={text.noTheirTasks} />;
  return (
    <Table
      caption={text.theirTasks}
      rows={rows}
      rowKey={({ case_id, no }) => `${case_id}.${no}`}
      columns={[
        {
          title: text.task,
          heads: true,
          cell: ({ case_id, number, post }) => (
            <>
              <Link href={routes.case.to({ lang, id: case_id })}>
                <span class="e-code">{number}</span>
              </Link>
              <span class="e-row-more e-muted">
                <LangText of={shortPost(directory, post)} />
              </span>
            </>
          ),
        },
        { title: text.officer, cell: ({ officer }) => officerName(directory, officer ?? "") },
        {
          title: text.giveOn,
          cell: ({ case_id, no, number }) => (
            <Link href={routes.give.to({ lang, id: case_id, no })}>
              <LangText of={text.giveOn} /> <span class="govuk-visually-hidden">{number}</span>
            </Link>
          ),
        },
      ]}
    />
  );
}
