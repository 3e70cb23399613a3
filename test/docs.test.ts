// What the documents say of the project is so: links lead somewhere, commands and settings exist, lists are complete.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import type { Command } from "../src/cli/command.ts";
import { commands } from "../src/cli/table.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const documents = globSync("**/*.md", { cwd: root, exclude: (path) => /^(node_modules|\.git|\.data|dist)(\/|$)/.test(path) }).toSorted();
const ownPages = documents.filter((path) => /^[A-Z]+\.md$/.test(path) || path.startsWith("docs/"));

const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read("package.json")));

/** A document without its blocks of code, where nothing is a link. */
const prose = (text: string): string => text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");

/** Everything that stands as code: blocks line by line, spans. */
const code = (text: string): string[] => [
  ...[...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap((block) => (block[1] ?? "").replace(/\\\n\s*/g, "").split("\n")),
  ...[...text.replace(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)].map((span) => span[1] ?? ""),
];

/** How a heading is linked to: lower case, without punctuation, hyphens for spaces. */
const anchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const anchorsOf = (path: string): Set<string> =>
  new Set([...readFileSync(path, "utf8").matchAll(/^#{1,6} (.+)$/gm)].map((found) => anchor(found[1] ?? "")));

test("every relative link in the documents leads to a file, and to a heading where it names one", () => {
  const broken: string[] = [];
  let seen = 0;
  for (const document of documents) {
    for (const [, link, source] of prose(read(document)).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)) {
      const target = link ?? source ?? "";
      if (/^[a-z]+:/.test(target)) continue;
      seen += 1;
      const [file = "", heading] = target.split("#");
      const path = file === "" ? join(root, document) : resolve(root, dirname(document), file);
      if (!existsSync(path) || (heading !== undefined && !anchorsOf(path).has(heading))) broken.push(`${document}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
  assert.ok(seen > 30, `only ${seen} links were found`);
});

/** The command of the table that a written line calls; undefined where it calls none. */
const called = (words: readonly string[]): Command | undefined =>
  commands.find(({ name }) => name === words.slice(0, 2).join(" ")) ?? commands.find(({ name }) => name === words[0]);

test("every command line that the documents name exists, with its options", () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const document of ownPages) {
    for (const line of code(read(document))) {
      const found = /(?:^|[\s$(])(?:bin\/|npx )?errand (?!COMMAND)([a-z][^|#)&;]*)/.exec(line)?.[1];
      if (found === undefined) continue;
      seen += 1;
      const command = called(found.trim().split(/\s+/));
      if (!command) wrong.push(`${document}: errand ${found}`);
      const known = new Set(["json", "help", ...(command?.options.map(({ name }) => name) ?? [])]);
      for (const [, option = ""] of found.matchAll(/--([a-z][a-z-]*)/g))
        if (!known.has(option)) wrong.push(`${document}: --${option} in errand ${found}`);
    }
    for (const [, script = ""] of code(read(document))
      .join("\n")
      .matchAll(/\bnpm run ([a-z-]+)/g)) {
      if (!Object.hasOwn(manifest.scripts, script)) wrong.push(`${document}: npm run ${script}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(seen > 20, `only ${seen} command lines were found`);
});

test("the README names every command", () => {
  const lines = code(read("README.md")).join("\n");
  assert.deepEqual(
    commands.map(({ name }) => name).filter((name) => !lines.includes(`errand ${name}`)),
    [],
  );
});

test("every setting is explained, and every setting that is explained exists", () => {
  const settings = (text: string) => new Set([...text.matchAll(/\b(?:ERRAND|DATABASE)_[A-Z_]*[A-Z]\b/g)].map(([name]) => name));
  assert.deepEqual([...settings(read("docs/production.md"))].toSorted(), [...settings(read("src/config.ts"))].toSorted());
});

test("every dependency is explained, and every dependency that is explained exists", () => {
  const explained = [...read("docs/dependencies.md").matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1] ?? "");
  const installed = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((part) => Object.keys(part));
  assert.deepEqual(explained.toSorted(), installed.toSorted());
});

test("every decision stands in the index under its number and title", () => {
  const index = read("docs/decisions/README.md");
  const files = globSync("docs/decisions/[0-9]*.md", { cwd: root }).map((path) => relative("docs/decisions", path));
  assert.ok(files.length > 10);
  for (const file of files) {
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1];
    assert.ok(number, `${file} is not named like a decision`);
    assert.ok(index.includes(`[${number}](${file})`), `${file} is not in the index`);
    assert.match(read(`docs/decisions/${file}`), new RegExp(`^# 0*${Number(number)}\\b`), `${file} does not begin with its number`);
  }
  assert.equal(new Set(files.map((file) => file.slice(0, 4))).size, files.length, "two decisions have the same number");
});

test("every picture is used, and none is heavy", () => {
  const all = documents.map(read).join("\n");
  for (const picture of globSync("docs/pictures/*", { cwd: root })) {
    assert.ok(all.includes(picture.slice("docs/".length)), `${picture} is shown nowhere`);
    assert.ok(statSync(join(root, picture)).size <= 150_000, `${picture} is larger than 150 kB`);
  }
});

test("the documents speak of the project alone", () => {
  const forbidden = /\/work\/|\/tmp\/|\/root\/|\/home\/|\bTODO\b|\bFIXME\b|\bTBD\b|registry\.npmjs|npmmirror|\blorem\b/i;
  const found = documents.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, at) => (forbidden.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
  );
  assert.deepEqual(found, []);
});
