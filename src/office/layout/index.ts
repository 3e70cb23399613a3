// Front door: official documents as archival PDF by GB/T 9704—2012. Pure but for the renderer.
export { type Layout, layOut } from "./lay-out.ts";
export { sealSvg, signatureSvg } from "./seal-image.ts";
export { shapeTitle } from "./title.ts";
