// What every page must be, whatever it says.
import assert from "node:assert/strict";

/** A page that a reader can use: its language, one heading, a main part, nothing that was not meant to be read. */
export function assertSane(html: string, lang: "zh" | "en", path: string): void {
  assert.match(html, new RegExp(`^<!DOCTYPE html><html lang="${lang === "zh" ? "zh-CN" : "en-GB"}"`), path);
  assert.equal(html.match(/<h1[ >]/g)?.length, 1, `${path}: headings`);
  assert.equal(html.match(/<main /g)?.length, 1, path);
  assert.match(html, /<title>[^<]+<\/title>/, path);
  const shown = html.replace(/<[^>]+>/g, " ");
  assert.doesNotMatch(shown, /undefined|\[object|NaN/, path);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
    `${path}: ids twice`,
  );
  for (const [, target] of html.matchAll(/ (?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)) {
    for (const id of (target ?? "").split(" ")) assert.ok(ids.includes(id), `${path}: nothing has the id ${id}`);
  }
}
