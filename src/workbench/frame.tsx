// The frame of every page of the workbench: the left hand with its counts, who is signed in, what was just done.
import type { ComponentChildren, VNode } from "preact";
import { loadsWith, mostCounted, workOf } from "../casework/index.ts";
import { seenAgencies } from "../insight/index.ts";
import { officerReceiver, unreadOf } from "../notices/index.ts";
import { LangText, type NavSection, Notification, type Words, WorkbenchPage } from "../platform/page/index.ts";
import { seesAll } from "../sharing/index.ts";
import type { Bench } from "./context.ts";
import { countOf } from "./inbox/count.ts";
import { inboxScript } from "./island.ts";
import { agencyTitle, shortPost } from "./people.ts";
import { routes } from "./routes.ts";
import { FrameSearch } from "./search/box.tsx";
import { flashText, words } from "./words.ts";

export interface Frame {
  readonly title: Words;
  /** The entry of the left hand on which the reader stands. */
  readonly here?: string | undefined;
  readonly flash?: string | undefined;
  readonly failed?: boolean | undefined;
  /** It is looked at again after so many seconds. */
  readonly refresh?: number | undefined;
  readonly before?: ComponentChildren;
}

const nav = {
  mine: { zh: "我的任务", en: "My tasks" },
  all: { zh: "全部待办", en: "Everything to do" },
  taken: { zh: "我领取的", en: "Taken by me" },
  free: { zh: "待领取", en: "Free to take" },
  inbox: { zh: "收件箱", en: "Inbox" },
  threads: { zh: "我的对话", en: "My conversations" },
  posts: { zh: "按岗位", en: "By post" },
  cases: { zh: "本部门办件", en: "My agency's cases" },
  overdue: { zh: "已超期", en: "Overdue" },
  insight: { zh: "工作情况", en: "How work goes" },
  soon: { zh: "即将到期", en: "Due soon" },
  board: { zh: "超期看板", en: "Overdue board" },
  archive: { zh: "档案", en: "Archive" },
  archiveSearch: { zh: "查档案", en: "Files" },
  lending: { zh: "借阅", en: "Lending" },
  holds: { zh: "停止销毁", en: "Holds" },
  disposal: { zh: "鉴定销毁", en: "Disposal" },
  archiveFigures: { zh: "馆藏统计", en: "Figures" },
  start: { zh: "发起内部办件", en: "Start an internal case" },
  sharing: { zh: "数据共享", en: "Sharing data" },
  registers: { zh: "登记库", en: "Registers" },
  numbers: { zh: "编号登记", en: "Numbers" },
  seals: { zh: "印章", en: "Seals" },
  resources: { zh: "资源目录", en: "Catalogue" },
  agreements: { zh: "共享协议", en: "Agreements" },
  figures: { zh: "共享情况", en: "Who shares" },
  admin: { zh: "管理", en: "Administration" },
  standIns: { zh: "委托与休假", en: "Acting for others" },
  changes: { zh: "变更记录", en: "Changes" },
  accountable: { zh: "谁负责什么", en: "Who answers for what" },
  overview: { zh: "运行状况", en: "Health" },
  agencies: { zh: "部门", en: "Agencies" },
  postsList: { zh: "岗位", en: "Posts" },
  officers: { zh: "人员", en: "Officers" },
  counter: { zh: "窗口登记", en: "At the counter" },
  errands: { zh: "跑腿数", en: "Errands" },
  packs: { zh: "事项包", en: "Packs" },
  mail: { zh: "邮件", en: "Mail" },
  jobs: { zh: "后台作业", en: "Jobs" },
} as const;

/** The posts whose tasks an officer works on: those held, and what is meant for the person alone. */
export const workPosts = ({ officer }: Pick<Bench, "officer">): readonly string[] => workOf(officer).posts;

/** Puts a page into its frame. */
export async function framed(bench: Bench, frame: Frame, content: ComponentChildren): Promise<VNode> {
  const { setting, officer, directory, lang } = bench;
  const home = officer.posts[0] === undefined ? undefined : directory.post(officer.posts[0])?.agency;
  const said = flashText(frame.flash);
  return (
    <WorkbenchPage
      setting={setting}
      title={frame.title}
      failed={frame.failed}
      refresh={frame.refresh}
      owner={home === undefined ? words.workbench : agencyTitle(directory, home)}
      home={routes.tasks.to({ lang })}
      account={[{ href: routes.me.to({ lang }), label: officer.name, current: frame.here === "me" }]}
      sections={await sections(bench, frame.here ?? "")}
      before={frame.before}
      search={frame.here === "search" ? undefined : <FrameSearch lang={lang} />}
    >
      {said ? (
        <Notification kind="done">
          <p>
            <LangText of={said} />
          </p>
        </Notification>
      ) : null}
      {content}
      <div hidden data-inbox-stream={routes.inboxStream.to({ lang })} />
      <p class="govuk-visually-hidden" role="status" data-inbox-said="" />
      <script type="module" src={inboxScript.path} />
    </WorkbenchPage>
  );
}

/** The board with which an officer begins: the widest that is theirs to look after. */
const boardOf = ({ leads, rights }: Bench["officer"]): string =>
  rights.includes("read-cases") ? "city" : (leads ?? []).length > 0 ? "head" : "mine";

/** A number as far as it was counted. */
const counted = (n: number): string => (n < mostCounted ? String(n) : `${mostCounted - 1}+`);

async function sections({ desk, officer, directory, lang, now }: Bench, here: string): Promise<NavSection[]> {
  const posts = workPosts({ officer });
  const { loads: counts, beside: unread } = await loadsWith(desk, posts, now, unreadOf(officerReceiver(officer.id)));
  const all = posts.reduce((sum, post) => sum + (counts.get(post)?.open ?? 0), 0);
  const item = (key: string, href: string, label: Words, count?: number) => ({
    href,
    label,
    current: here === key,
    count: count === undefined ? undefined : counted(count),
  });
  const tasks = (query: Record<string, string>) => routes.tasks.to({ lang }, query);
  const admin = (
    key: "admin" | "agencies" | "posts" | "officers" | "changes" | "accountable" | "packs" | "errands" | "mail" | "jobs",
    label: Words,
  ) => item(key, routes[key].to({ lang }), label);
  return [
    {
      title: nav.mine,
      items: [
        item("all", tasks({}), nav.all, all),
        item("taken", tasks({ who: "mine" }), nav.taken),
        item("free", tasks({ who: "free" }), nav.free),
        {
          href: routes.inbox.to({ lang }),
          label: nav.inbox,
          current: here === "inbox",
          count: unread > 0 ? countOf(unread) : undefined,
          inbox: true,
        },
        item("threads", routes.threads.to({ lang }), nav.threads),
      ],
    },
    {
      title: nav.posts,
      items: posts
        .filter((post) => post !== `@${officer.id}`)
        .map((post) => {
          const { open, overdue } = counts.get(post) ?? { open: 0, overdue: 0 };
          const title = shortPost(directory, post);
          const label =
            overdue === 0 ? title : { zh: `${title.zh}（超期 ${counted(overdue)}）`, en: `${title.en} (${counted(overdue)} overdue)` };
          return item(`post:${post}`, tasks({ post }), label, open);
        }),
    },
    {
      title: nav.cases,
      items: [
        item("overdue", routes.due.to({ lang, kind: "overdue" }), nav.overdue),
        item("soon", routes.due.to({ lang, kind: "soon" }), nav.soon),
        item("board", routes.board.to({ lang, view: boardOf(officer) }), nav.board),
        item("counter", routes.counter.to({ lang }), nav.counter),
        ...(seenAgencies(officer)?.length === 0 ? [] : [item("insight", routes.insight.to({ lang, kind: "time" }), nav.insight)]),
        item("numbers", routes.numbers.to({ lang }), nav.numbers),
        ...(["keep-seal", "lead-agency", "administer-agency", "administer"].some((right) => officer.rights.includes(right))
          ? [item("seals", routes.seals.to({ lang }), nav.seals)]
          : []),
        item("stand-ins", routes.standIns.to({ lang }), nav.standIns),
      ],
    },
    {
      title: nav.archive,
      items: [
        item("archive", routes.archive.to({ lang }), nav.archiveSearch),
        item("lending", routes.archiveLending.to({ lang }), nav.lending),
        ...(["manage-archive", "approve-disposal"].some((right) => officer.rights.includes(right))
          ? [item("holds", routes.archiveHolds.to({ lang }), nav.holds), item("disposal", routes.archiveLists.to({ lang }), nav.disposal)]
          : []),
        ...(["manage-archive", "approve-disposal", "read-cases"].some((right) => officer.rights.includes(right))
          ? [item("archive-figures", routes.archiveFigures.to({ lang }), nav.archiveFigures)]
          : []),
      ],
    },
    {
      title: nav.sharing,
      items: [
        item("registers", routes.registers.to({ lang }), nav.registers),
        item("resources", routes.sharing.to({ lang }), nav.resources),
        item("agreements", routes.agreements.to({ lang }), nav.agreements),
        ...(seesAll(officer) ? [item("figures", routes.sharingFigures.to({ lang }), nav.figures)] : []),
        item("start", routes.startList.to({ lang }), nav.start),
      ],
    },
    ...(officer.rights.includes("administer-agency") && !officer.rights.includes("administer")
      ? [
          {
            title: nav.admin,
            items: [
              admin("agencies", nav.agencies),
              admin("posts", nav.postsList),
              admin("officers", nav.officers),
              admin("accountable", nav.accountable),
              admin("changes", nav.changes),
            ],
          },
        ]
      : []),
    ...(officer.rights.includes("administer")
      ? [
          {
            title: nav.admin,
            items: [
              admin("admin", nav.overview),
              admin("agencies", nav.agencies),
              admin("posts", nav.postsList),
              admin("officers", nav.officers),
              admin("accountable", nav.accountable),
              admin("changes", nav.changes),
              admin("packs", nav.packs),
              admin("errands", nav.errands),
              admin("mail", nav.mail),
              admin("jobs", nav.jobs),
            ],
          },
        ]
      : []),
  ].filter(({ items }) => items.length > 0);
}
