// What a text may hold: exactly the allow-list of the server's cleaner (src/lib/text/clean.h).
// SPDX-License-Identifier: MIT
import { DOMSerializer, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const ANCHOR = /^(c\d{1,6}(s\d{1,6})?|[ah]\d{1,6}(-\d{1,6}){0,3})$/;

const alignOf = (dom) =>
  dom.classList.contains("align-center") ? "center" : dom.classList.contains("align-right") ? "right" : null;
const idOf = (dom) => (ANCHOR.test(dom.id) ? dom.id : null);
const numberOf = (dom, name) => {
  const n = Number.parseInt(dom.getAttribute(name), 10);
  return n > 0 && n <= 4000 ? n : null;
};

function blockAttrs({ align, noIndent, id }) {
  const classes = [align && `align-${align}`, noIndent && "indent-none"].filter(Boolean).join(" ");
  return { ...(id && { id }), ...(classes && { class: classes }) };
}

export function safeHref(value) {
  const href = value.replace(/[\t\r\n]/g, "").trim();
  if (/[\u0000-\u001f\\]/.test(href)) return null;
  if (/^(https?:\/\/[^/\s]|mailto:[^\s]|tel:[^\s])/i.test(href)) return href;
  if (/^\/(?!\/)/.test(href)) return href;
  return href[0] === "#" && ANCHOR.test(href.slice(1)) ? href : null;
}

export const safeSrc = (src) => (src && /^\/files\/[^?#]+$/.test(src) && !/\/\.|\/\/|%2e|%2f/i.test(src) ? src : null);

const imageAttrs = { src: { default: "" }, alt: { default: "" }, width: { default: null }, height: { default: null } };
function readImage(dom) {
  const src = safeSrc(dom.getAttribute("src"));
  return src
    ? { src, alt: dom.getAttribute("alt") || "", width: numberOf(dom, "width"), height: numberOf(dom, "height") }
    : false;
}
function writeImage({ attrs: { src, alt, width, height } }) {
  return ["img", { src, alt, ...(width && { width }), ...(height && { height }) }];
}

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "block+",
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: alignOf,
      setDOMAttr: (value, attrs) => {
        if (value) attrs.class = `align-${value}`;
      },
    },
  },
});
const caption = ({ attrs }) => (attrs.caption ? [["caption", { contenteditable: "false" }, attrs.caption]] : []);

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    attrs: { align: { default: null }, noIndent: { default: false }, id: { default: null } },
    parseDOM: [
      {
        tag: "p",
        getAttrs: (dom) => ({ align: alignOf(dom), noIndent: dom.classList.contains("indent-none"), id: idOf(dom) }),
      },
    ],
    toDOM: (node) => ["p", blockAttrs(node.attrs), 0],
  },
  heading: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { level: { default: 2 }, align: { default: null }, id: { default: null } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((n) => ({
      tag: `h${n}`,
      getAttrs: (dom) => ({ level: Math.min(4, Math.max(2, n)), align: alignOf(dom), id: idOf(dom) }),
    })),
    toDOM: (node) => [`h${node.attrs.level}`, blockAttrs(node.attrs), 0],
  },
  blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  code_block: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", 0],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
  list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  definition_list: { content: "(definition_term | definition)+", group: "block", parseDOM: [{ tag: "dl" }], toDOM: () => ["dl", 0] },
  definition_term: { content: "inline*", defining: true, parseDOM: [{ tag: "dt" }], toDOM: () => ["dt", 0] },
  definition: { content: "block+", defining: true, parseDOM: [{ tag: "dd" }], toDOM: () => ["dd", 0] },
  figure: { content: "figure_image+ figcaption?", group: "block", parseDOM: [{ tag: "figure" }], toDOM: () => ["figure", 0] },
  figure_image: {
    attrs: imageAttrs,
    draggable: true,
    parseDOM: [{ tag: "img[src]", context: "figure/", priority: 60, getAttrs: readImage }],
    toDOM: writeImage,
  },
  figcaption: { content: "inline*", defining: true, parseDOM: [{ tag: "figcaption", context: "figure/" }], toDOM: () => ["figcaption", 0] },
  ...tables,
  table: {
    ...tables.table,
    attrs: { caption: { default: "" } },
    parseDOM: [
      { tag: "caption", ignore: true },
      { tag: "table", getAttrs: (dom) => ({ caption: (dom.caption ? dom.caption.textContent : "").replace(/\s+/g, " ").trim() }) },
    ],
    toDOM: (node) => ["table", ...caption(node), ["tbody", 0]],
  },
  text: { group: "inline" },
  image: {
    inline: true,
    group: "inline",
    draggable: true,
    attrs: imageAttrs,
    parseDOM: [{ tag: "img[src]", getAttrs: readImage }],
    toDOM: writeImage,
  },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};

const simpleMark = (...names) => ({ parseDOM: names.map((tag) => ({ tag })), toDOM: () => [names[0], 0] });
const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = safeHref(dom.getAttribute("href"));
          return href ? { href } : false;
        },
      },
    ],
    toDOM: ({ attrs: { href } }) => ["a", /^http/i.test(href) ? { href, rel: "noopener" } : { href }, 0],
  },
  strong: simpleMark("strong", "b"),
  em: simpleMark("em", "i"),
  underline: simpleMark("u"),
  strike: simpleMark("s", "strike", "del"),
  subscript: { ...simpleMark("sub"), excludes: "superscript" },
  superscript: { ...simpleMark("sup"), excludes: "subscript" },
};

export const schema = new Schema({ nodes, marks });

const serializer = new DOMSerializer(
  {
    ...DOMSerializer.nodesFromSchema(schema),
    table: (node) => ["table", ...(node.attrs.caption ? [["caption", node.attrs.caption]] : []), ["tbody", 0]],
  },
  DOMSerializer.marksFromSchema(schema),
);

const BARE = "li, td, th, dd";

// The document as HTML, one block a line, close to what the server makes of it.
export function toHtml(doc) {
  const holder = document.implementation.createHTMLDocument("").createElement("div");
  holder.append(serializer.serializeFragment(doc.content, { document: holder.ownerDocument }));
  for (const cell of holder.querySelectorAll(BARE)) {
    const only = cell.children.length === 1 && cell.firstElementChild;
    if (only && only.tagName === "P" && !only.attributes.length) only.replaceWith(...only.childNodes);
  }
  for (const p of holder.querySelectorAll("p, h2, h3, h4"))
    if (!p.childNodes.length) p.remove();
  return [...holder.children].map((block) => block.outerHTML).join("\n");
}
