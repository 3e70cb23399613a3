// The elements of a JSON array, and the lines of JSON Lines, one after another, however long the file is.

const longest = 5_000_000;

/** The elements of the array that a text holds, each as its own text. What stands outside of it is one element, which does not parse. */
export async function* jsonElements(text: AsyncIterable<string>): AsyncGenerator<string> {
  let [depth, inText, escaped, element, begun] = [0, false, false, "", false];
  for await (const piece of text) {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece.charCodeAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (character === 0x5c) escaped = true;
        else if (character === 0x22) inText = false;
        continue;
      }
      if (character === 0x22) inText = true;
      else if (character === 0x7b || character === 0x5b) {
        depth++;
        if (depth === 1 && character === 0x5b && !begun) {
          begun = true;
          from = at + 1;
          element = "";
        }
      } else if (character === 0x7d || character === 0x5d) {
        depth--;
        if (depth === 0 && character === 0x5d && begun) {
          const last = (element + piece.slice(from, at)).trim();
          if (last !== "") yield last;
          element = "";
          from = at + 1;
        }
      } else if (character === 0x2c && depth === 1 && begun) {
        yield element + piece.slice(from, at);
        element = "";
        from = at + 1;
      }
    }
    element += piece.slice(from);
    if (element.length > longest) {
      yield element.slice(0, 100);
      return;
    }
  }
  if (element.trim() !== "") yield element;
}

/** The lines of a text that hold something. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield line;
    if (rest.length > longest) {
      yield rest.slice(0, 100);
      return;
    }
  }
  if (rest.trim() !== "") yield rest;
}
