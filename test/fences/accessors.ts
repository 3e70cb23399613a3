// Accessors in object literals. Each makes a hidden class for every object, which lives in old memory and keeps what the
// accessor's closure holds until the next full collection: made for every request, they keep every request. In a class they cost nothing.
import { type Breach, isTest, type Source } from "./sources.ts";

/** Made once for a process, a connection or a published pack, and long-lived anyway. */
const lasting = new Set(["platform/page/look/assets.ts", "platform/database/notices.ts", "notices/live.ts", "catalogue/published.ts"]);

/** Every accessor whose nearest less indented line begins no class; lines are indented by the formatter. */
export function findAccessors(sources: readonly Source[]): readonly Breach[] {
  return sources
    .filter(({ path }) => /\.tsx?$/.test(path) && !isTest(path) && !lasting.has(path))
    .flatMap(({ path, text }) => {
      const lines = text.split("\n");
      return lines.flatMap((line, at) => {
        const indent = /^( +)[gs]et \w+\(.*\{$/.exec(line)?.[1]?.length;
        if (indent === undefined) return [];
        const around = lines.slice(0, at).findLast((one) => one.trim() !== "" && one.search(/\S/) < indent);
        return /\bclass\b/.test(around ?? "")
          ? []
          : [{ path, line: at + 1, why: "an accessor in an object literal: use a method or a class" }];
      });
    });
}
