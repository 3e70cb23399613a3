import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** A whole page as HTML. */
export const renderPage = (page: VNode): string => `<!DOCTYPE html>${renderToString(page)}`;

/** A piece of a page as HTML, for tests and for parts that are replaced on their own. */
export const renderPart = (part: VNode): string => renderToString(part);
