// Documents as archival PDF, and QR codes.
export { FontError } from "./coverage.ts";
export type { RenderProblem } from "./problem.ts";
export { qrPng, qrSvg } from "./qr.ts";
export { type Attachment, createRenderer, type Json, ownFonts, type Renderer, type RenderRequest, type RenderResult } from "./renderer.ts";
