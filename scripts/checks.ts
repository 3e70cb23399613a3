// The checks that need no database: types, lint, packs. The fences are tests (test/fences).
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** How a program of ours is started: types stripped, `.tsx` compiled. */
export const sourceFlags = [
  "--disable-warning=ExperimentalWarning",
  "--import",
  new URL("../src/platform/source.mjs", import.meta.url).href,
] as const;

/** One check; `run` answers what it found, nothing when all is well. */
export interface Check {
  readonly name: string;
  run(): Promise<string | undefined>;
}

/** Runs a Node program in the checkout; answers its words when it fails. */
function node(args: readonly string[]): Promise<string | undefined> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      words += text;
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status) => resolve(status === 0 ? undefined : words.trim() || `it ended with ${status}`));
  });
}

/** The script that an installed package runs under `name`. */
function bin(name: string, of: string): string {
  const require = createRequire(import.meta.url);
  const folder = require.resolve
    .paths(of)
    ?.map((path) => join(path, of))
    .find((path) => existsSync(path));
  const manifest: { bin: string | Record<string, string> } = require(join(folder ?? "", "package.json"));
  const script = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[name];
  return join(folder ?? "", script ?? "");
}

const packFolders = (): string[] => {
  const folder = join(root, "packs");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join("packs", entry.name)] : []));
};

/** Every check, in the order in which they are cheapest to learn from. */
export const checks: readonly Check[] = [
  { name: "types", run: () => node([bin("tsc", "typescript"), "-p", "."]) },
  { name: "lint and format", run: () => node([bin("biome", "@biomejs/biome"), "check", "--max-diagnostics=50"]) },
  {
    name: "packs",
    run: async () => {
      const folders = packFolders();
      return folders.length === 0 ? undefined : node([...sourceFlags, join(root, "src/main.ts"), "pack", "check", ...folders]);
    },
  },
];
