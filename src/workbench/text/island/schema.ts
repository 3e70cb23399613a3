// The editor's own shape of a text: the engine's, with an annex's title as a line that can be written in.
import { Node, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import type { Annex, Block, Part, TextDoc } from "../../../engine/text/index.ts";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+ annex*" },
    paragraph: {
      content: "text*",
      group: "block",
      parseDOM: [{ tag: "p" }, { tag: "div" }, { tag: "li" }],
      toDOM: () => ["p", { class: "e-doc__p" }, 0],
    },
    heading: {
      attrs: { level: { default: 1 } },
      content: "text*",
      group: "block",
      defining: true,
      parseDOM: [1, 2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      toDOM: ({ attrs }) => [
        "div",
        { class: `e-doc__level e-doc__level--${attrs.level}`, role: "heading", "aria-level": String(Number(attrs.level) + 1) },
        0,
      ],
    },
    annex: {
      content: "annex_title block+",
      isolating: true,
      parseDOM: [{ tag: "section" }],
      toDOM: () => ["section", { class: "e-doc__annexed" }, 0],
    },
    annex_title: {
      content: "text*",
      marks: "",
      defining: true,
      parseDOM: [{ tag: "h6" }],
      toDOM: () => ["div", { class: "e-doc__annex", role: "heading", "aria-level": "2" }, 0],
    },
    ...tableNodes({ tableGroup: "block", cellContent: "paragraph+", cellAttributes: {} }),
    text: { inline: true },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: () => ["strong", 0],
    },
  },
});

/** The engine's text in the editor. */
export function toEditor(text: TextDoc): Node {
  const parts = text.content.filter((block): block is Part => block.type !== "annex");
  const annexes = text.content.filter((block): block is Annex => block.type === "annex");
  const orEmpty = (content: readonly Part[]): readonly unknown[] => (content.length > 0 ? content : [{ type: "paragraph" }]);
  return Node.fromJSON(schema, {
    type: "doc",
    content: [
      ...orEmpty(parts),
      ...annexes.map(({ attrs, content }) => ({
        type: "annex",
        content: [{ type: "annex_title", content: [{ type: "text", text: attrs.title }] }, ...orEmpty(content)],
      })),
    ],
  });
}

/** What the editor holds, as the server reads it: an annex that nobody named is called 附件, so that saving never loses it. */
export function fromEditor(doc: Node): unknown {
  const content = (doc.toJSON() as { content: readonly (Block & { content: readonly Part[] })[] }).content;
  return {
    type: "doc",
    content: content.map((block) => {
      if (block.type !== "annex") return block;
      const [title, ...rest] = block.content as readonly { readonly content?: readonly { readonly text: string }[] }[];
      const words = (title?.content ?? [])
        .map(({ text }) => text)
        .join("")
        .trim();
      return { type: "annex", attrs: { title: words === "" ? "附件" : words }, content: rest };
    }),
  };
}
