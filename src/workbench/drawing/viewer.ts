// The parts that the drawing's viewer fetches: one script of ours with bpmn-js in it, and the stylesheet of that library.
import { plainOf, scriptOf } from "../../platform/script/index.ts";

export const viewerScript = scriptOf("procedure.js", new URL("island.js", import.meta.url));
export const viewerStyle = plainOf("diagram.css", new URL(import.meta.resolve("bpmn-js/dist/assets/diagram-js.css")));
