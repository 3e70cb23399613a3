// What is common to every command: the version it expects, and what it came to.
import type { z } from "zod";
import type { acted } from "./shapes.ts";

/** What a command came to, without what only programs inside need. */
export const actedBody = ({
  id: caseId,
  number,
  version: v,
  status,
  stage,
  end,
}: {
  id: string;
  number: string;
  version: number;
  status: "running" | "ended";
  stage: string;
  end?: string;
}): z.infer<typeof acted> => ({
  id: caseId,
  number,
  version: v,
  status,
  stage,
  ...(end === undefined ? {} : { end }),
});

/** The version that If-Match names, if it names one. */
export function version(headers: Headers): { ifVersion?: number } {
  const match = /^"(\d{1,9})"$/.exec(headers.get("if-match") ?? "");
  if (!match) return headers.has("if-match") && headers.get("if-match") !== "*" ? { ifVersion: -1 } : {};
  return { ifVersion: Number(match[1]) };
}
