import { type PackageProblem, readPackage } from "../../opendata/index.ts";
import type { Run } from "../command.ts";
import type { Output } from "../output.ts";

/** A problem in words, with the resource that it is about. */
export const problemText = (out: Output, dir: string, { resource, message }: PackageProblem): string =>
  `${dir}${resource === undefined ? "" : `/${resource}`}: ${out.say(message)}`;

export const run: Run = async ({ args, json, out }) => {
  const results = [];
  for (const dir of args) results.push({ dir, read: await readPackage(dir) });
  if (json) {
    out.json(
      results.map(({ dir, read }) => ({
        dir,
        ok: read.ok,
        ...(read.ok
          ? { resources: read.resources.map(({ resource, rows }) => ({ name: resource.name, rows })) }
          : { problems: read.problems.map(({ message, ...where }) => ({ ...where, message: out.say(message) })) }),
      })),
    );
  } else {
    for (const { dir, read } of results) {
      if (read.ok)
        for (const { resource, rows } of read.resources)
          out.line(`${dir}/${resource.name}: ${out.say({ zh: `${rows} 行，没有问题`, en: `${rows} rows, nothing wrong` })}`);
      else for (const problem of read.problems) out.line(problemText(out, dir, problem));
    }
  }
  return results.every(({ read }) => read.ok) ? 0 : 1;
};
