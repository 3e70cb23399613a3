// Who looks at the uses of a seal, and who may say that it is no longer to be used.
import { has } from "../../access/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { ownAgencies } from "../organisation/choices.ts";

/** Its keepers, and those who arrange the agency's work or keep the organisation. */
export function maySee(bench: Bench, organ: string): boolean {
  const { officer, directory } = bench;
  const keeps = officer.posts.some((name) => {
    const post = directory.post(name);
    return post !== undefined && post.agency === organ && has(post, "keep-seal");
  });
  return keeps || mayChange(bench, organ);
}

/** A keeper does not decide about the seal that is kept. */
export const mayChange = (bench: Bench, organ: string): boolean => ownAgencies(bench)(organ);

/** The organ that the address names, where the reader may look at its seal. */
export function organOf(c: Http, bench: Bench): string | undefined {
  const organ = c.req.param("organ") ?? "";
  return bench.directory.agency(organ) && maySee(bench, organ) ? organ : undefined;
}
