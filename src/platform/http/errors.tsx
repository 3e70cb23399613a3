// Error answers: as a page for browsers, as problem+json for programs, in the reader's language, with the request's id.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import { localised, type Messages, size, type Text, t } from "../i18n/index.ts";
import { assets, type PageSetting, PortalPage, renderPage } from "../page/index.ts";
import { BodyTooLarge } from "./body-too-large.ts";
import { readDisplay } from "./display.ts";
import type { Http } from "./env.ts";
import { problem } from "./problem.ts";

interface Refusal {
  readonly status: ContentfulStatusCode;
  readonly title: Text;
  readonly detail: Text;
}

const make = (status: ContentfulStatusCode, zh: string, en: string, zhDetail: string, enDetail: string): Refusal => ({
  status,
  title: { zh, en },
  detail: { zh: zhDetail, en: enDetail },
});

/** Everything that this floor itself refuses. */
export const refusals = {
  notFound: make(
    404,
    "找不到这个页面",
    "Page not found",
    "请检查网址是否完整，或从首页重新查找。",
    "Check that the address is complete, or start again from the first page.",
  ),
  forbidden: make(
    403,
    "您不能查看这个页面",
    "You may not see this page",
    "如果您认为应当可以查看，请联系为您开通账户的单位。",
    "If you think you should, ask whoever gave you your account.",
  ),
  signIn: make(401, "请先登录", "Please sign in", "登录后可以继续。", "You can go on once you have signed in."),
  failed: make(
    500,
    "办事系统出了问题",
    "Something went wrong on our side",
    "您提交的内容没有改变任何记录。请稍后再试；反馈时请提供下面的记录编号。",
    "Nothing was changed. Please try again later; if you tell us about it, give the reference below.",
  ),
  unavailable: make(
    503,
    "暂时无法办理",
    "Not available at this moment",
    "系统正在恢复，您提交的内容没有改变任何记录。请稍后再试。",
    "We are recovering from a fault; nothing was changed. Please try again in a moment.",
  ),
  badAddress: make(
    400,
    "网址无效",
    "The address is not valid",
    "网址里有无法识别的编码，请检查后重试。",
    "It holds an encoding that cannot be read. Please check it and try again.",
  ),
  tooLong: make(414, "网址过长", "The address is too long", "请缩短查询条件后重试。", "Please shorten the query and try again."),
  headersTooLarge: make(
    431,
    "请求头过大",
    "The request headers are too large",
    "请清除本网站的 Cookie 后重试。",
    "Please clear this site's cookies and try again.",
  ),
  badLength: make(
    400,
    "请求长度无效",
    "The length of the request is not valid",
    "Content-Length 应为数字。",
    "Content-Length must be a number.",
  ),
  bodyTooLarge: make(413, "提交的内容过大", "Too much was sent", "请缩小后重新提交。", "Please send less."),
  unreadable: make(
    400,
    "提交的内容无法读取",
    "What was sent cannot be read",
    "请返回上一页重新提交。",
    "Please go back and send it again.",
  ),
  unsupported: make(
    415,
    "不支持这种内容格式",
    "This kind of content is not supported",
    "请使用网页表单提交。",
    "Please send the form on the page.",
  ),
  forged: make(
    403,
    "请重新提交",
    "Please send it again",
    "页面已过期，或请求不是从本网站发出的。请返回上一页，刷新后再提交。",
    "The page has expired, or the request did not come from this site. Go back, reload the page and send it again.",
  ),
  badCursor: make(
    400,
    "翻页链接已失效",
    "This page link is no longer valid",
    "请从列表第一页重新开始。",
    "Please start from the first page of the list.",
  ),
  badKey: make(
    400,
    "Idempotency-Key 无效",
    "The Idempotency-Key is not valid",
    "应为 1 到 200 个可见 ASCII 字符。",
    "It must be 1 to 200 visible ASCII characters.",
  ),
  proxied: make(
    403,
    "这里不经代理提供服务",
    "This is not served through a proxy",
    "这是公开密码的样例系统，只在本机使用。请直接访问，或以 --city none 启动。",
    "This is a sample whose passwords are public, for use on this machine only. Visit it directly, or start it with --city none.",
  ),
  methodNotAllowed: make(
    405,
    "这个网址不支持此操作",
    "This address does not do that",
    "请查阅接口说明。",
    "Please see the description of the interface.",
  ),
} as const satisfies Record<string, Refusal>;

const words = {
  reference: { zh: "记录编号：", en: "Reference: " },
  home: { zh: "返回首页", en: "Go to the first page" },
  largest: (bytes: number) => ({
    zh: `最多 ${size(bytes, "zh")}，请缩小后重新提交。`,
    en: `At most ${size(bytes, "en")}. Please send less.`,
  }),
} as const satisfies Messages;

/** The caller asks for data and not for a page. */
export function wantsData(c: Http): boolean {
  if (c.req.path.startsWith("/api/")) return true;
  const accept = c.req.header("accept") ?? "";
  return !/text\/html|application\/xhtml\+xml/.test(accept) && /json/.test(accept);
}

/** Answers with one of the refusals; `limit` in bytes where it matters. */
export function refuse(c: Http, kind: keyof typeof refusals, limit?: number): Response | Promise<Response> {
  const refusal = refusals[kind];
  return errorAnswer(c, { ...refusal, detail: kind === "bodyTooLarge" && limit !== undefined ? words.largest(limit) : refusal.detail });
}

/** Answers with an error as the caller wants it: a page or problem+json. */
export function errorAnswer(c: Http, refusal: Refusal): Response | Promise<Response> {
  if (wantsData(c)) return problem(c, refusal);
  const lang = c.get("lang") ?? "zh";
  c.header("cache-control", "no-store");
  return c.html(renderPage(<ErrorPage c={c} refusal={refusal} lang={lang} />), refusal.status);
}

function ErrorPage({ c, refusal, lang }: { c: Http; refusal: Refusal; lang: PageSetting["lang"] }) {
  const setting: PageSetting = { lang, path: "/", zone: "UTC", large: readDisplay(c), assets: assets().paths };
  return (
    <PortalPage setting={setting} title={refusal.title}>
      <h1>{t(refusal.title, lang)}</h1>
      <p>{t(refusal.detail, lang)}</p>
      <p>
        <a class="govuk-link" href={localised(lang, "/")}>
          {t(words.home, lang)}
        </a>
      </p>
      <p class="e-muted e-small">
        {t(words.reference, lang)}
        <span class="e-code">{c.get("requestId")}</span>
      </p>
    </PortalPage>
  );
}

/**
 * The last answer: `app.onError(onError(log))`. `log` gets the error and the request's id, and nothing of the request
 * itself, which may hold personal data. `passes` knows the faults that pass by themselves: they are told as such (503).
 */
export const onError =
  (log: (error: unknown, requestId: string) => void, passes: (error: unknown) => boolean = () => false) =>
  (error: Error, c: Http): Response | Promise<Response> => {
    const large = [error, error.cause].find((e) => e instanceof BodyTooLarge);
    if (large instanceof BodyTooLarge) return refuse(c, "bodyTooLarge", large.limit);
    log(error, c.get("requestId") ?? "");
    if (!passes(error)) return refuse(c, "failed");
    c.header("retry-after", "2");
    return refuse(c, "unavailable");
  };

/** `app.notFound(onNotFound)`. */
export const onNotFound = (c: Http): Response | Promise<Response> => refuse(c, "notFound");
