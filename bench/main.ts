// `npm run bench [-- --full] [-- --json] [-- --only PARTS]`: each figure beside a floor that was measured in the same minutes, on a
// server, a database and a sample city of its own. Ends with 1 if any bound is missed. PARTS are names below, with commas.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { keysOf } from "../src/compose.ts";
import { loadCases } from "../src/load/index.ts";
import { measureArchive } from "./archive.ts";
import { measureBundle } from "./bundle.ts";
import { measureCatalogue } from "./catalogue.ts";
import { measureCommands } from "./commands.ts";
import { everyPage } from "./every-page.ts";
import { absolute, beside, type Figure, line } from "./figure.ts";
import { floorDatabase } from "./floor-database.ts";
import { measureHome } from "./home.ts";
import { type Installation, makeInstallation } from "./installation.ts";
import { measureIntake } from "./intake.ts";
import { measureLayout } from "./layout.ts";
import { measureLicence } from "./licence.ts";
import { type PageTimes, timePages } from "./pages.ts";
import { startPressure } from "./pressure.ts";
import { measureQueries, measureRegistry } from "./registry.ts";
import { measureSealing } from "./sealing.ts";
import { measureSearch } from "./search.ts";
import { submissionsFor } from "./submissions.ts";
import { measureDifference } from "./texts.ts";

const parts = [
  "start",
  "texts",
  "intake",
  "commands",
  "load",
  "pages",
  "archive",
  "query",
  "bundle",
  "registry",
  "catalogue",
  "search",
  "sealing",
] as const;
const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string", default: parts.join(",") },
  },
});
const only = new Set(values.only.split(","));
for (const name of only) if (!parts.some((part) => part === name)) throw new Error(`--only ${name}: the parts are ${parts.join(", ")}`);
const wanted = (part: (typeof parts)[number]): boolean => only.has(part);
/** Pages are held against an installation that has so many cases, side by side. */
const smallest = 10_000;
const sizes = values.full ? [100_000, 1_000_000] : [100_000];
const figures: Figure[] = [];
const tell = (words: string): void => void process.stderr.write(`${words}\n`);
const add = (more: readonly Figure[]): void => {
  for (const figure of more) {
    figures.push(figure);
    process.stdout.write(`${values.json ? JSON.stringify(figure) : line(figure)}\n`);
  }
};

/** Resident memory of a process in megabytes, where the system tells. */
function resident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Growth of each page from the smallest to the largest size, and what stands beside its bare query at the largest. */
function grown(times: readonly PageTimes[]): readonly Figure[] {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return [];
  const name = last.cases.toLocaleString("en");
  return (["worklist", "case"] as const).flatMap((which) => [
    beside(`${which} page at ${name} cases, to its own at 10,000`, "ms", [[last[which].page, first[which].page]], { most: 1.2 }),
    beside(`${which} page at ${name} cases, to its bare query`, "ms", [[last[which].page, last[which].query]]),
  ]);
}

tell(`Node ${process.versions.node}, ${cpus().length} cores`);
const installation = makeInstallation();
const pressure = startPressure();
try {
  const { config } = installation;
  if (wanted("start")) add(await measureLicence());
  if (wanted("texts")) {
    tell("documents and texts …");
    add(await measureLayout());
    add(measureDifference());
  }
  const first = await installation.serve();
  await first.stop();
  if (wanted("start") || wanted("intake")) {
    const server = await installation.serve();
    if (wanted("start")) {
      add([absolute("second start to /readyz", "ms", server.startedIn, { most: 3000 })]);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      add([absolute("idle server process", "MB", resident(server.pid), { most: 350 })]);
      add(await measureHome(server.url, pressure, 5, 2000));
    }
    if (wanted("intake")) {
      await installation.database(async (urls) => {
        tell("intake with everything that follows in one process …");
        const floor = await floorDatabase(config.data, urls);
        const submissions = await submissionsFor(config, urls, 400);
        add(
          await measureIntake({
            url: server.url,
            pressure,
            submissions,
            app: urls.owner,
            floor,
            rounds: 5,
            milliseconds: 4000,
            worker: true,
          }),
        );
      });
    }
    await server.stop();
  }
  // From here on without a worker: what follows a case is not done while submissions, commands and pages are timed, neither is it by the floors.
  const server = await installation.serve(["--roles", "web,scheduler"]);
  if (wanted("intake")) {
    await installation.database(async (urls) => {
      tell("intake …");
      const floor = await floorDatabase(config.data, urls);
      const submissions = await submissionsFor(config, urls, 400);
      add(
        await measureIntake({
          url: server.url,
          pressure,
          submissions,
          app: urls.owner,
          floor,
          rounds: 7,
          milliseconds: 4000,
          worker: false,
        }),
      );
    });
  }
  if (wanted("commands")) {
    await installation.database(async (urls) => {
      tell("task commands …");
      const floor = await floorDatabase(config.data, urls);
      const submissions = await submissionsFor(config, urls, 400);
      add(await measureCommands({ url: server.url, config, urls, pressure, submissions, floor, rounds: 5, cases: 1500 }));
    });
  }
  if (wanted("load")) {
    const small = makeInstallation();
    try {
      await (await small.serve()).stop();
      const beside = await small.serve(["--roles", "web,scheduler"]);
      const fill = (into: Installation, cases: number) => into.database((urls) => loadCases({ config: into.config, urls, cases }));
      await fill(small, smallest);
      let have = 0;
      for (const size of sizes) {
        tell(`loading ${size} cases …`);
        const report = await fill(installation, size - have);
        have = size;
        const rate = report.cases / (report.milliseconds / 1000);
        add([absolute(`bulk load of ${report.cases} cases`, "cases/s", rate, { least: 1_000_000 / 900 })]);
        await installation.database((urls) =>
          small.database(async (smaller) => {
            const sites = [
              { cases: smallest, url: beside.url, config: small.config, urls: smaller },
              { cases: size, url: server.url, config, urls },
            ];
            add(grown(await timePages(sites)));
          }),
        );
      }
      await beside.stop();
    } finally {
      small.remove();
    }
  }
  if (wanted("pages")) {
    tell("every page …");
    await installation.database(async (urls) => add(await everyPage({ cases: sizes.at(-1) ?? 0, url: server.url, config, urls })));
  }
  await server.stop();
  await installation.database(async (urls) => {
    if (wanted("archive")) {
      tell("archive …");
      add(await measureArchive(config, urls, 10_000, tell));
    }
    tell("queries, bundles, registers, the catalogue …");
    if (wanted("query")) add(await measureQueries(config, urls));
    if (wanted("bundle")) add(await measureBundle(config, urls));
    if (wanted("registry")) add(await measureRegistry(config, urls, values.full ? 5_000_000 : 500_000));
    if (wanted("catalogue")) add(await measureCatalogue(urls));
    // Last: it fills the index with words that nothing else says.
    if (wanted("search")) {
      tell("search …");
      add(await measureSearch(urls, keysOf(config), values.full ? 1_000_000 : 100_000));
    }
  });
  if (wanted("sealing")) {
    await installation.serve().then((warm) => warm.stop());
    const profiled = makeInstallation(config.data);
    const submissions = await installation.database((urls) => submissionsFor(config, urls, 400));
    add(await measureSealing(profiled, pressure, submissions, 8000));
  }
} finally {
  pressure.end();
  installation.remove();
}
const missed = figures.filter(({ met }) => !met);
tell(missed.length === 0 ? `${figures.length} figures, every bound met` : `${missed.length} of ${figures.length} bounds missed`);
process.exitCode = missed.length === 0 ? 0 : 1;
