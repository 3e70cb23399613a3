import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { enterPage, leavePage, type PageSetting } from "./setting.ts";

/** A whole page as HTML. */
export function renderPage(page: VNode): string {
  try {
    return `<!DOCTYPE html>${renderToString(page)}`;
  } finally {
    leavePage();
  }
}

/** A piece of a page as HTML, as it would stand on a page with this setting. */
export function renderPart(part: VNode, setting: PageSetting): string {
  try {
    enterPage(setting);
    return renderToString(part);
  } finally {
    leavePage();
  }
}
