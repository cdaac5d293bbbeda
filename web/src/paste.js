// Foreign HTML (Word, WPS, web pages) → plain structure, before the schema reads it.
// The server cleans again; this is for what the writer sees. SPDX-License-Identifier: MIT
import { safeSrc } from "./schema.js";

const GONE = "script, style, xml, title, meta, link, iframe, object, embed, svg, math, template, noscript, textarea, select, button, input, audio, video, canvas";
const BULLET = /^[·o§lnuØü●○■□◆◇–\-•*\uF000-\uF0FF]$/;

const STYLE = "data-style";

// Parsed apart from the page. Styles are renamed first: the browser would report each to the CSP.
export function parseApart(html) {
  const inert = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^>]*>/g, "")
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(\s*=)/gi, ` ${STYLE}$1`));
  return new DOMParser().parseFromString(inert, "text/html").body;
}

function readStyle(text) {
  const out = {};
  for (const part of (text || "").split(";")) {
    const at = part.indexOf(":");
    if (at > 0) out[part.slice(0, at).trim().toLowerCase()] = part.slice(at + 1).trim().toLowerCase();
  }
  return out;
}

function wrap(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

// Emphasis and setting that were written as styles become elements and classes.
function applyStyle(element) {
  const style = readStyle(element.getAttribute(STYLE));
  if (style.display === "none" || style["mso-hide"] === "all") {
    element.remove();
    return;
  }
  if (/^(P|H[1-6]|TD|TH|DIV)$/.test(element.tagName)) {
    const align = style["text-align"] || (element.getAttribute("align") || "").toLowerCase();
    if (align === "center" || align === "right") element.classList.add(`align-${align}`);
    if (element.tagName === "P" && /^0(\.0+)?(pt|px|em|cm|in|mm)?$/.test(style["text-indent"] || "")) element.classList.add("indent-none");
    return;
  }
  const weight = style["font-weight"];
  if (weight && /^(normal|400)$/.test(weight) && /^(B|STRONG)$/.test(element.tagName)) {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (weight && (/^bold/.test(weight) || Number(weight) >= 600)) wrap(element, "strong");
  if (/^(italic|oblique)/.test(style["font-style"] || "")) wrap(element, "em");
  const line = style["text-decoration"] || style["text-decoration-line"] || "";
  if (line.includes("underline") && element.tagName !== "A") wrap(element, "u");
  if (line.includes("line-through")) wrap(element, "s");
  if (style["vertical-align"] === "super") wrap(element, "sup");
  if (style["vertical-align"] === "sub") wrap(element, "sub");
}

const blank = (text) => !/[^\s\u00a0\u200b\ufeff]/.test(text);

function takeMarker(p) {
  const marker = [...p.querySelectorAll("span")].find((s) => readStyle(s.getAttribute(STYLE))["mso-list"] === "ignore");
  if (!marker) return "";
  const text = marker.textContent.replace(/[\s\u00a0]/g, "");
  marker.remove();
  return text;
}

// Bullets become lists; numbers keep their words, as only the server sees whether they are unbroken.
function makeLists(body) {
  let list = null;
  for (const p of [...body.querySelectorAll("p")]) {
    if (!readStyle(p.getAttribute(STYLE))["mso-list"]) {
      list = null;
      continue;
    }
    const marker = takeMarker(p);
    if (!BULLET.test(marker)) {
      p.prepend(marker);
      list = null;
      continue;
    }
    if (!list || list.nextSibling !== p) {
      list = body.ownerDocument.createElement("ul");
      p.before(list);
    }
    const item = body.ownerDocument.createElement("li");
    list.append(item);
    item.append(p);
    while (list.nextSibling && list.nextSibling.nodeType === Node.TEXT_NODE && blank(list.nextSibling.data)) list.nextSibling.remove();
  }
}

function shiftHeadings(body) {
  if (!body.querySelector("h1")) return;
  for (const h of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const next = body.ownerDocument.createElement(`h${Math.min(4, Number(h.tagName[1]) + 1)}`);
    next.className = h.className;
    next.append(...h.childNodes);
    h.replaceWith(next);
  }
}

function flattenTables(body) {
  for (const table of [...body.querySelectorAll("table table")].reverse()) {
    for (const row of table.rows) {
      const p = body.ownerDocument.createElement("p");
      p.textContent = [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" ");
      table.before(p);
    }
    table.remove();
  }
  for (const table of body.querySelectorAll("table"))
    if (table.rows.length === 1 && table.rows[0].cells.length === 1) table.replaceWith(...table.rows[0].cells[0].childNodes);
}

function dropEmpty(body) {
  for (const p of body.querySelectorAll("p, h2, h3, h4")) if (blank(p.textContent) && !p.querySelector("img")) p.remove();
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const parent = node.parentElement;
    if (/^(P|H[2-4])$/.test(parent.tagName) && parent.firstChild === node) node.data = node.data.replace(/^[\s\u00a0\u3000]+/, "");
  }
}

export function cleanPasted(html) {
  const body = parseApart(html);
  let lost = 0;
  body.querySelectorAll(GONE).forEach((e) => e.remove());
  for (const e of [...body.getElementsByTagName("*")])
    if (/^(o|v|w|m|st1):/i.test(e.tagName)) e.replaceWith(...(/^v:/i.test(e.tagName) || blank(e.textContent) ? [] : e.childNodes));
  makeLists(body);
  [...body.querySelectorAll(`[${STYLE}], [align]`)].reverse().forEach(applyStyle);
  for (const img of [...body.querySelectorAll("img")])
    if (!safeSrc(img.getAttribute("src"))) {
      lost++;
      img.replaceWith(img.alt || "");
    }
  shiftHeadings(body);
  flattenTables(body);
  dropEmpty(body);
  return { html: body.innerHTML, lost };
}
