// Scripts that save waiting: the list is worked through by keyboard, news come by themselves. The pages work without them.
import { plainOf } from "../platform/script/index.ts";

export const keysScript = plainOf("worklist.js", new URL("look/worklist.js", import.meta.url));
export const pickerScript = plainOf("picker.js", new URL("look/picker.js", import.meta.url));
export const inboxScript = plainOf("inbox.js", new URL("look/inbox.js", import.meta.url));
