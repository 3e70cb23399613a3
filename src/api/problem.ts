// Errors of the API: problem+json (RFC 9457), each wrong field named by JSON pointer.
import { z } from "zod";
import type { Refused } from "../casework/index.ts";
import { type Http, problem } from "../platform/http/index.ts";

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/** A refusal of casework, as an answer. */
export const refusedAnswer = (c: Http, refusal: Refused): Response =>
  problem(c, {
    status: refusal.status,
    kind: refusal.code,
    title: refusal.title,
    errors: refusal.errors,
    ...(refusal.status === 503 ? { headers: { "retry-after": "2" } } : {}),
    ...(refusal.status === 401 ? { headers: { "www-authenticate": "Bearer" } } : {}),
  });

/** What does not fit a schema: every issue with its pointer. */
export function schemaAnswer(c: Http, error: z.ZodError, where: "body" | "query" | "path"): Response {
  const errors = error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    return keys.map((key) => ({
      pointer:
        `/${[...issue.path, ...(key === undefined ? [] : [key])].map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`.replace(
          /^\/$/,
          "",
        ),
      detail: explain(issue, key),
    }));
  });
  const places = {
    body: { zh: "请求内容", en: "The request's body" },
    query: { zh: "查询参数", en: "The query" },
    path: { zh: "地址", en: "The address" },
  }[where];
  return problem(c, {
    status: where === "body" ? 422 : 400,
    kind: "invalid",
    title: { zh: `${places.zh}有误`, en: `${places.en} is not as it should be` },
    errors,
  });
}

function explain(issue: z.core.$ZodIssue, key: string | undefined): { zh: string; en: string } {
  if (key !== undefined) return { zh: `没有“${key}”这一项，请去掉。`, en: `There is no “${key}” here. Leave it out.` };
  if (issue.code === "invalid_type")
    return {
      zh: `类型应为 ${issue.expected}。`,
      en: `This should be of type ${issue.expected}, and has to be given where it is required.`,
    };
  if (issue.code === "too_big") return { zh: `不能超过 ${issue.maximum}。`, en: `At most ${issue.maximum}.` };
  if (issue.code === "too_small") return { zh: `不能少于 ${issue.minimum}。`, en: `At least ${issue.minimum}.` };
  if (issue.code === "invalid_value")
    return { zh: `应为其中之一：${issue.values.join("、")}。`, en: `One of: ${issue.values.join(", ")}.` };
  if (issue.code === "invalid_union")
    return {
      zh: "不是可用的形式之一，请对照接口说明。",
      en: "This is none of the forms that it may have. See the description of the interface.",
    };
  return { zh: "格式不对，请对照接口说明。", en: "This has the wrong form. See the description of the interface." };
}
