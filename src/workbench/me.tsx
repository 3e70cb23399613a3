// Who the officer is here: name, posts and rights as they stand today; and the way out.
import { isRight, rights } from "../access/index.ts";
import { type Http, sendPage } from "../platform/http/index.ts";
import { date, type Messages, type Text } from "../platform/i18n/index.ts";
import { Button, Code, Form, LangText, Link, SummaryList } from "../platform/page/index.ts";
import type { Bench } from "./context.ts";
import { framed, workPosts } from "./frame.tsx";
import { officerName, postTitle } from "./people.ts";
import { portal, routes } from "./routes.ts";
import { words } from "./words.ts";

const text = {
  title: { zh: "我的账户", en: "My account" },
  name: { zh: "姓名", en: "Name" },
  id: { zh: "账号", en: "Account" },
  phone: { zh: "电话", en: "Telephone" },
  posts: { zh: "现任岗位", en: "Posts you hold" },
  noPost: { zh: "没有岗位", en: "None" },
  until: (day: string) => ({ zh: `至 ${day}`, en: `until ${day}` }),
  rights: { zh: "权限", en: "Rights" },
  ownTasks: { zh: "办理岗位的任务", en: "Do the tasks of the posts held" },
  byPost: {
    zh: "权限跟着岗位走。岗位有变动时，请联系本单位的系统管理员。",
    en: "Rights belong to posts. If yours should change, ask your administrator.",
  },
  notices: { zh: "通知和邮件设置", en: "Notices and mail" },
  standIns: { zh: "委托、代岗与休假", en: "Acting for others, and leave" },
  acting: (how: Text, name: string) => ({ zh: `（${how.zh}，替${name}）`, en: ` (${how.en}, for ${name})` }),
  password: { zh: "更改密码", en: "Change your password" },
  signOut: { zh: "退出登录", en: "Sign out" },
} as const satisfies Messages;

export async function mePage(c: Http, bench: Bench): Promise<Response> {
  const { officer, directory, lang } = bench;
  const known = directory.officer(officer.id);
  const held = workPosts(bench).filter((post) => post.includes("/"));
  const until = (post: string) => known?.appointments.findLast((one) => one.post === post)?.to;
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <SummaryList
        rows={[
          { key: text.name, value: officer.name },
          { key: text.id, value: <Code>{officer.id}</Code> },
          ...(known ? [{ key: text.phone, value: <Code>{known.phone}</Code> }] : []),
          {
            key: text.posts,
            value:
              held.length === 0 ? (
                <LangText of={text.noPost} />
              ) : (
                <ul class="e-plain">
                  {held.map((post) => {
                    const end = until(post);
                    return (
                      <li key={post}>
                        <LangText of={postTitle(directory, post)} />
                        <Acted bench={bench} post={post} />
                        {end === undefined ? null : (
                          <span class="e-muted">
                            {" "}
                            <LangText of={text.until(date(end, lang))} />
                          </span>
                        )}
                      </li>
                    );
                  })}
                </ul>
              ),
          },
          {
            key: text.rights,
            value: (
              <ul class="e-plain">
                {officer.posts.length > 0 ? (
                  <li>
                    <LangText of={text.ownTasks} />
                  </li>
                ) : null}
                {officer.rights.map((right) => (
                  <li key={right}>
                    <LangText of={isRight(right) ? rights[right] : right} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p>
        <Link href={routes.standIns.to({ lang })}>
          <LangText of={text.standIns} />
        </Link>
      </p>
      <p class="e-muted">
        <LangText of={text.byPost} />
      </p>
      <p>
        <Link href={routes.notices.to({ lang })}>
          <LangText of={text.notices} />
        </Link>
      </p>
      <p>
        <Link href={portal.password.to({ lang })}>
          <LangText of={text.password} />
        </Link>
      </p>
      <Form action={portal.signOut.to({ lang })} forget>
        <Button kind="second">{text.signOut}</Button>
      </Form>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "me" }, content));
}

/** In whose place the officer acts in a post; nothing for one's own. */
function Acted({ bench: { officer, directory, lang }, post }: { bench: Bench; post: string }) {
  const one = officer.acting?.find((acting) => acting.post === post);
  if (!one) return null;
  const whom = one.for === undefined ? "—" : officerName(directory, one.for);
  return (
    <span class="e-muted">
      <LangText of={text.acting(one.how === "delegated" ? words.delegated : words.substitute, whom)} />{" "}
      <LangText of={text.until(date(one.until, lang))} />
    </span>
  );
}
