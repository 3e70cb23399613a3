// Takes out of govuk-frontend's stylesheet what our components use: their geometry and states, without its typeface,
// its type scale and its colours, which are ours (tokens.ts).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Declaration, type Item, parse, write } from "./stylesheet.ts";
import type { Colour } from "./tokens.ts";

const require = createRequire(import.meta.url);

/** The components (BEM blocks) whose rules are taken. */
const blocks = [
  "govuk-back-link",
  "govuk-button",
  "govuk-character-count",
  "govuk-checkboxes",
  "govuk-date-input",
  "govuk-details",
  "govuk-error-message",
  "govuk-error-summary",
  "govuk-fieldset",
  "govuk-file-upload",
  "govuk-form-group",
  "govuk-hint",
  "govuk-input",
  "govuk-inset-text",
  "govuk-label",
  "govuk-link",
  "govuk-notification-banner",
  "govuk-panel",
  "govuk-radios",
  "govuk-select",
  "govuk-skip-link",
  "govuk-summary-list",
  "govuk-table",
  "govuk-textarea",
  "govuk-visually-hidden",
  "govuk-warning-text",
];

/** Type and its smoothing are ours; legacy prefixes no longer needed by any browser that runs the rest. */
const dropped =
  /^(font-family|font-size|line-height|letter-spacing|-webkit-font-smoothing|-moz-osx-font-smoothing|-webkit-text-decoration-skip(-ink)?|text-transform)$/;

/** govuk-frontend's palette in our colours. A colour it gains later stops the build of the stylesheet, in a test. */
const palette: Record<string, Colour> = {
  "#0b0c0c": "ink",
  "#000": "ink",
  "#fff": "paper",
  "#484949": "muted",
  "#858686": "edge",
  "#cecece": "line",
  "#f3f3f3": "surface",
  "#f4f8fb": "surface",
  "#fd0": "focus",
  "#ca3535": "late",
  "#982828": "late-deep",
  "#651b1b": "late-deep",
  "#0f7a52": "accent",
  "#0b5c3e": "accent-deep",
  "#083d29": "accent-deep",
  "#1d70b8": "accent",
  "#1a65a6": "accent",
  "#0f385c": "accent-deep",
  "#54319f": "visited",
  "#8eb8dc": "line",
  "#d2e2f1": "accent-soft",
};

const named = new RegExp(`\\.(?:${blocks.join("|")})(?=__|--|[^a-z0-9_-]|$)`);
const foreign = /\.(js-enabled|govuk-frontend-supported|moj-|app-)|-ms-|_:|::-moz-focus/;
const wanted = (selector: string): boolean => named.test(selector) && !foreign.test(selector);

function colour(hex: string): string {
  const ours = palette[hex.toLowerCase()];
  if (!ours) throw new Error(`govuk-frontend uses the colour ${hex}, which has no colour of ours`);
  return `var(--${ours})`;
}

function ours({ property, value }: Declaration): Declaration[] {
  if (dropped.test(property) || value.includes("url(")) return [];
  const plain = value.replace(/var\(--govuk-[a-z-]+, ?(#[0-9a-f]{3,8})\)/g, "$1");
  return [{ property, value: plain.replace(/#[0-9a-f]{3,8}\b/gi, colour) }];
}

function choose(items: readonly Item[]): Item[] {
  return items.flatMap((item): Item[] => {
    if (item.kind === "raw") return [];
    if (item.kind === "group") {
      // Printing is ours (print.css), and so is what old Internet Explorers needed: nothing.
      return /print|-ms-|\\0/.test(item.prelude) ? [] : [{ ...item, items: choose(item.items) }];
    }
    const selectors = item.selectors.filter(wanted);
    return selectors.length === 0 ? [] : [{ ...item, selectors, declarations: item.declarations.flatMap(ours) }];
  });
}

/** The chosen rules of govuk-frontend in our colours. */
export function govuk(): string {
  return write(choose(parse(readFileSync(require.resolve("govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8"))));
}
