import { scriptOf } from "../../platform/script/index.ts";

/** The editor over the text field; fetched on the page where a text is written and nowhere else. */
export const editorScript = scriptOf("editor.js", new URL("island/editor.ts", import.meta.url));
